/** A part of a line. */
export interface Span {
  readonly kind: 'text' | 'strong' | 'code';
  readonly text: string;
}

export type Spans = readonly Span[];

export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly spans: Spans }
  | { readonly kind: 'list'; readonly items: readonly Spans[] };

/** Each part has a limit, so that no text takes long. */
const inlinePattern = /`([^`]{1,200})`|\*\*([^*]{1,200})\*\*|\[([^[\]]{1,200})\]\([^)\s]{0,300}\)/g;

/** Code, bold text, and the text of a link without its address: a link in release notes opens nothing. */
function parseSpans(line: string): Spans {
  const spans: Span[] = [];
  let end = 0;
  for (const match of line.matchAll(inlinePattern)) {
    const [whole, code, strong, link] = match;
    if (match.index > end) spans.push({ kind: 'text', text: line.slice(end, match.index) });
    if (code !== undefined) spans.push({ kind: 'code', text: code });
    else if (strong !== undefined) spans.push({ kind: 'strong', text: strong });
    else spans.push({ kind: 'text', text: link ?? '' });
    end = match.index + whole.length;
  }
  if (end < line.length) spans.push({ kind: 'text', text: line.slice(end) });
  return spans;
}

/** A heading, an item or a paragraph, whose text may continue on the next lines. */
interface Part {
  readonly kind: 'heading' | 'item' | 'paragraph';
  text: string;
}

function readPart(line: string): Part {
  const [, heading] = /^#{1,6}\s+(.*)$/.exec(line) ?? [];
  if (heading !== undefined) return { kind: 'heading', text: heading };
  const [, item] = /^[-*+]\s+(.*)$/.exec(line) ?? [];
  return item === undefined ? { kind: 'paragraph', text: line } : { kind: 'item', text: item };
}

function readParts(notes: string): readonly Part[] {
  const parts: Part[] = [];
  let open: Part | undefined;
  for (const line of notes.split('\n').map((each) => each.trim())) {
    const part = readPart(line);
    if (line === '') open = undefined;
    else if (part.kind === 'paragraph' && open) open.text += ` ${part.text}`;
    else {
      parts.push(part);
      open = part.kind === 'heading' ? undefined : part;
    }
  }
  return parts;
}

/** Parses the Markdown that release notes use: headings, lists and paragraphs. HTML and everything else remains text. */
export function parseNotes(notes: string): readonly Block[] {
  const blocks: Block[] = [];
  let items: Spans[] | undefined;
  for (const { kind, text } of readParts(notes)) {
    const spans = parseSpans(text);
    if (kind !== 'item') {
      blocks.push({ kind, spans });
      items = undefined;
    } else if (items) items.push(spans);
    else blocks.push({ kind: 'list', items: (items = [spans]) });
  }
  return blocks;
}
