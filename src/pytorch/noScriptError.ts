/** A run that has no script. The message says which part, and why. */
export class NoScriptError extends RangeError {
  constructor(message: string) {
    super(message);
    this.name = "NoScriptError";
  }
}
