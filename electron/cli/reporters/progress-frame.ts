import { formatBytesOf, formatSpeed } from '../../../shared/format/bytes.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import type { LayerProgress, Transfer } from '../../../shared/models/transfer.ts';
import { describeTotal } from './describe-progress.ts';

/** The room that a frame has, in characters. */
export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

const longestBar = 40;
const shortestBar = 5;
/** Two spaces before and between the parts of a line, and the bar's brackets. */
const digestWidth = 'sha256:'.length + 12;
const decoration = 2 + digestWidth + 2 + 2 + 2;

/** `[=====>    ]`: full only when everything is there. */
function bar(part: number, whole: number, width: number): string {
  const filled = whole > 0 ? Math.floor((Math.min(part, whole) / whole) * width) : 0;
  const head = filled < width ? '>' : '';
  return `[${`${'='.repeat(filled)}${head}`.padEnd(width)}]`;
}

const isInProgress = (layer: LayerProgress): boolean => layer.state.kind === 'copying';

function layerLine({ digest, size, state }: LayerProgress, columns: number): string {
  const transferred = state.kind === 'copying' ? state.transferred : 0;
  const speed = state.kind === 'copying' ? formatSpeed(state.bytesPerSecond) : '';
  const numbers = `${formatBytesOf(transferred, size)}  ${speed}`;
  const width = Math.min(longestBar, columns - decoration - numbers.length);
  const drawn = width >= shortestBar ? `${bar(transferred, size, width)}  ` : '';
  return `  ${shortDigest(digest)}  ${drawn}${numbers}`;
}

/**
 * The lines that are redrawn while a transfer runs: the layers in progress, and the total under them. Never wider
 * or higher than the terminal, which would scroll what cannot be redrawn.
 */
export function progressFrame(transfer: Transfer, { columns, rows }: FrameSize): readonly string[] {
  const moving = Object.values(transfer.layers).filter(isInProgress);
  const room = Math.max(0, rows - 3);
  const shown = moving.length > room ? moving.slice(0, Math.max(0, room - 1)) : moving;
  const hidden = moving.length - shown.length;
  const lines = [
    ...shown.map((layer) => layerLine(layer, columns - 1)),
    ...(hidden > 0 ? [`  and ${hidden} more`] : []),
    describeTotal(transfer),
  ];
  // The last column stays free: a terminal may begin a new line after it.
  return lines.map((line) => line.slice(0, columns - 1));
}
