import type { Output } from '../terminal/context.ts';

const escape = '\u001B[';

/** Lines at the end of a terminal that are drawn again and again in the same place. Their text has to be printable. */
export interface RedrawnLines {
  /** Puts these lines in the place of the last ones; those to keep stay above them from now on. */
  draw(lines: readonly string[], keep?: readonly string[]): void;
  clear(): void;
}

export function createRedrawnLines(output: Output): RedrawnLines {
  const write = output.writeSequences ?? ((text: string) => output.write(text));
  let drawn: readonly string[] = [];

  const erase = (): string => (drawn.length > 0 ? `${escape}${drawn.length}A${escape}0J` : '');
  const draw: RedrawnLines['draw'] = (lines, keep = []) => {
    const text = [...keep, ...lines].map((line) => `${line}\n`).join('');
    // In one piece, so that the terminal shows no half of it.
    write(`${erase()}${text}`);
    drawn = lines;
  };

  return { draw, clear: () => draw([]) };
}
