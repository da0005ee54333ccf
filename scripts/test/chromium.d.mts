export const browserFlags: readonly string[];
export function findChromium(): string | undefined;
export function findOrInstallChromium(): string;
