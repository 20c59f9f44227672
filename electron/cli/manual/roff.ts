/** A text as roff prints it, with hyphens that can be copied. */
const escape = (text: string): string =>
  text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll("'", String.raw`\(aq`);

/** Characters of a line of the source, which `mandoc -Tlint` recommends. */
const maxLine = 80;

/** A period or an apostrophe at the start of a line would be a request. */
const escapeLine = (line: string): string => escape(line).replace(/^(?=\.)/, String.raw`\&`);

/** A paragraph or a part of one, in lines that roff fills. */
export function formatText(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && escapeLine(longer).length > maxLine) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map(escapeLine).join('\n');
}

export const bold = (text: string): string => String.raw`\fB${escape(text)}\fR`;
export const italic = (text: string): string => String.raw`\fI${escape(text)}\fR`;

/** A request with a quoted argument: `.SH "EXIT STATUS"`. */
export const request = (name: string, argument: string): string =>
  `.${name} ${argument.includes(' ') ? `"${escape(argument)}"` : escape(argument)}`;

/** A term, already formatted, with its indented text. */
export const taggedParagraph = (term: string, text: string): string => `.TP\n${term}\n${formatText(text)}`;

/** Lines as they are, indented, in a font of fixed width. */
export const literalBlock = (text: string): string =>
  `.RS 4\n.nf\n${text.split('\n').map(escapeLine).join('\n')}\n.fi\n.RE`;
