/** The optional package `webgpu`, so that types can be checked where it is not installed. */
declare module "webgpu" {
  /** @param options "name=value" each, of Dawn's binding for Node */
  export function create(options: string[]): GPU;
  /** GPUBufferUsage and the other names that a browser has as globals */
  export const globals: object;
}
