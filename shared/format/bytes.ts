const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

interface Scale {
  readonly factor: number;
  readonly unit: (typeof units)[number];
}

/** Decimal units, as the ECR console and container registries count. */
function chooseScale(bytes: number): Scale {
  let factor = 1;
  let index = 0;
  // 999.95 would be rounded up to 1000.0: it belongs to the next unit.
  while (bytes / factor >= 999.95 && index < units.length - 1) {
    factor *= 1000;
    index += 1;
  }
  return { factor, unit: units[index] ?? 'B' };
}

const inScale = (bytes: number, { factor, unit }: Scale): string =>
  unit === 'B' ? String(Math.round(bytes)) : (bytes / factor).toFixed(1);

/** `0 B`, `999 B`, `12.3 MB`: one decimal above bytes. */
export function formatBytes(bytes: number): string {
  const scale = chooseScale(Math.max(0, bytes));
  return `${inScale(Math.max(0, bytes), scale)} ${scale.unit}`;
}

/** `12.3 of 45.0 MB`: both in the unit of the whole. */
export function formatBytesOf(part: number, whole: number): string {
  const scale = chooseScale(Math.max(0, whole));
  return `${inScale(Math.max(0, part), scale)} of ${inScale(Math.max(0, whole), scale)} ${scale.unit}`;
}

/** `8.0 MB/s` */
export const formatSpeed = (bytesPerSecond: number): string => `${formatBytes(bytesPerSecond)}/s`;
