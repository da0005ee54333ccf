export const browserFlags: readonly string[];
export function findOrInstallChromium(): string | null;
