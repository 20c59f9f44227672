/** What a regular expression consists of. */
export type RegexNode =
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly least: number; readonly most: number };

/** Its message is a sentence for the person who wrote the pattern. */
export class PatternProblem extends Error {
  override readonly name = 'PatternProblem';
}

type Matches = (character: string) => boolean;

const isDigit: Matches = (c) => c >= '0' && c <= '9';
const isWord: Matches = (c) => isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_';
const isSpace: Matches = (c) => c.trim() === '';
const not =
  (matches: Matches): Matches =>
  (c) =>
    !matches(c);

const shorthands: Readonly<Record<string, Matches>> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};

const notUnderstood = (what: string): PatternProblem =>
  new PatternProblem(`${what} is not understood here. Write the expression without it.`);

/** Reads JavaScript's notation but for look-around, back-references and `\b`. @throws PatternProblem */
export function parseRegex(pattern: string): RegexNode {
  let position = 0;

  const next = (): string | undefined => pattern[position];
  const take = (): string => {
    const character = pattern[position] ?? '';
    position += 1;
    return character;
  };
  const skip = (text: string): boolean => {
    if (!pattern.startsWith(text, position)) return false;
    position += text.length;
    return true;
  };

  /** Behind a backslash; a single character gives itself. */
  const readEscape = (): Matches | string => {
    const escaped = take();
    if (escaped === '') throw new PatternProblem('The expression ends with a backslash.');
    const shorthand = shorthands[escaped];
    if (shorthand) return shorthand;
    if (/[A-Za-z0-9]/.test(escaped)) throw notUnderstood(`\\${escaped}`);
    return escaped;
  };

  const readClassItem = (): Matches | string => {
    const character = take();
    return character === '\\' ? readEscape() : character;
  };

  const readRange = (from: string): Matches => {
    if (next() !== '-' || pattern[position + 1] === ']') return (c) => c === from;
    take();
    const to = readClassItem();
    if (typeof to !== 'string' || to < from)
      throw new PatternProblem(`A range of characters in [ ] is upside down or has no end.`);
    return (c) => c >= from && c <= to;
  };

  const readClass = (): RegexNode => {
    const negated = skip('^');
    const items: Matches[] = [];
    for (;;) {
      if (next() === undefined) throw new PatternProblem('A [ is not closed by ].');
      if (skip(']')) break;
      const item = readClassItem();
      items.push(typeof item === 'string' ? readRange(item) : item);
    }
    const matches: Matches = (c) => items.some((item) => item(c));
    return { kind: 'character', matches: negated ? not(matches) : matches };
  };

  const readGroup = (): RegexNode => {
    if (next() === '?' && !skip('?:')) {
      const name = /^\?<[A-Za-z_]\w*>/.exec(pattern.slice(position))?.[0];
      if (name === undefined) throw notUnderstood(`(${pattern.slice(position, position + 2)}`);
      skip(name);
    }
    const node = readChoice();
    if (!skip(')')) throw new PatternProblem('A ( is not closed by ).');
    return node;
  };

  const readAtom = (): RegexNode => {
    const character = take();
    switch (character) {
      case '(':
        return readGroup();
      case '[':
        return readClass();
      case '.':
        return { kind: 'character', matches: (c) => c !== '\n' && c !== '\r' };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '*':
      case '+':
      case '?':
        throw new PatternProblem(`There is nothing before ${character} that could be repeated.`);
      case '\\': {
        const escaped = readEscape();
        const matches: Matches = typeof escaped === 'string' ? (c) => c === escaped : escaped;
        return { kind: 'character', matches };
      }
      default:
        return { kind: 'character', matches: (c) => c === character };
    }
  };

  const readCount = (): readonly [least: number, most: number] | undefined => {
    if (skip('*')) return [0, Infinity];
    if (skip('+')) return [1, Infinity];
    if (skip('?')) return [0, 1];
    const [whole, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(pattern.slice(position)) ?? [];
    if (whole === undefined || least === undefined) return undefined;
    skip(whole);
    if (!comma) return [Number(least), Number(least)];
    if (most && Number(most) < Number(least))
      throw new PatternProblem(`In ${whole} the first number is the larger one.`);
    return [Number(least), most ? Number(most) : Infinity];
  };

  const readRepeated = (): RegexNode => {
    const node = readAtom();
    const count = readCount();
    if (!count) return node;
    if (node.kind === 'start' || node.kind === 'end')
      throw new PatternProblem('The beginning and the end of a tag cannot be repeated.');
    // As few as possible, or as many: that makes no difference to whether there is a match.
    skip('?');
    if (readCount()) throw new PatternProblem('There are two repetitions one after the other.');
    return { kind: 'repeat', node, least: count[0], most: count[1] };
  };

  const readSequence = (): RegexNode => {
    const nodes: RegexNode[] = [];
    while (next() !== undefined && next() !== '|' && next() !== ')') nodes.push(readRepeated());
    return { kind: 'sequence', nodes };
  };

  const readChoice = (): RegexNode => {
    const nodes = [readSequence()];
    while (skip('|')) nodes.push(readSequence());
    return { kind: 'choice', nodes };
  };

  const whole = readChoice();
  if (next() !== undefined) throw new PatternProblem('A ) closes nothing.');
  return whole;
}
