import { printable } from '../../../shared/text/printable.ts';
import type { CliContext, Output } from './context.ts';

/** Reads the size from the stream each time: a terminal can be resized. */
function printableOutput(output: Output): Output {
  return {
    write: (text, written) => output.write(printable(text), written),
    writeSequences: (text) => output.write(text),
    get isTTY() {
      return output.isTTY ?? false;
    },
    get columns() {
      return output.columns;
    },
    get rows() {
      return output.rows;
    },
    hasColors: () => output.hasColors?.() ?? false,
  };
}

/** The same context, whose streams and questions escape control characters. */
export function printableContext({ ask, stdout, stderr, ...context }: CliContext): CliContext {
  return {
    ...context,
    stdout: printableOutput(stdout),
    stderr: printableOutput(stderr),
    ...(ask && { ask: (question: string) => ask(printable(question)) }),
  };
}
