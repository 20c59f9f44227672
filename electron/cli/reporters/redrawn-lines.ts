import type { Output } from '../context.ts';

const escape = '\u001B[';

/** Lines at the end of a terminal that are drawn again and again in the same place. */
export interface RedrawnLines {
  draw(lines: readonly string[]): void;
  /** Prints lines that stay, above those that are redrawn. */
  keep(lines: readonly string[]): void;
  clear(): void;
}

export function createRedrawnLines(output: Output): RedrawnLines {
  let drawn: readonly string[] = [];

  const erase = (): string => (drawn.length > 0 ? `${escape}${drawn.length}A${escape}0J` : '');
  const write = (kept: readonly string[], lines: readonly string[]): void => {
    const text = [...kept, ...lines].map((line) => `${line}\n`).join('');
    // In one piece, so that the terminal shows no half of it.
    output.write(`${erase()}${text}`);
    drawn = lines;
  };

  return {
    draw: (lines) => write([], lines),
    keep: (lines) => write(lines, drawn),
    clear: () => write([], []),
  };
}
