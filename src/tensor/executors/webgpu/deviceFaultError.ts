/** The error with which a program on WebGPU ends where the device has refused its commands. */

/** The device's own words: an invalid shader or pipeline, or a buffer that could not be made. */
export class DeviceFaultError extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = "DeviceFaultError";
  }
}
