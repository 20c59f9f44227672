// Text from servers, files, arguments, the environment and other programs must not act on what shows it: an escape
// sequence clears a terminal, a bidirectional override reverses a name, an invisible character makes two names look
// the same. Such a character is shown as `\u{1b}`: visible in every font, terminal and log, the same form for all of
// them, plain ASCII, and found again by a search. Dropping it instead would make two different names equal.

/**
 * Control characters (C0, DEL, C1), lone surrogates, line and paragraph separators, and all that Unicode calls
 * ignorable when displayed: bidirectional controls, zero-width characters, the byte order mark, tag characters
 * (UAX #44, Default_Ignorable_Code_Point).
 */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{DI}\u{FFF9}-\u{FFFB}]/v;
const eachUnprintable = new RegExp(unprintable.source, 'gv');
const unprintableInLines = /[[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{DI}\u{FFF9}-\u{FFFB}]--[\n\t]]/v;
const eachUnprintableInLines = new RegExp(unprintableInLines.source, 'gv');

/** Joiners and variation selectors, which emoji and several scripts are written with. */
const isJoining = (character: string): boolean =>
  character === '\u200C' || character === '\u200D' || (character >= '\uFE00' && character <= '\uFE0F');
const joinable = /[[\p{L}\p{M}\p{Emoji}]--[\p{ASCII}\p{DI}]]\u{FE0F}?$/v;

/** Behind a letter of ASCII or nothing a joiner only deceives; behind an emoji it is part of it. */
const belongs = (character: string, offset: number, text: string): boolean =>
  isJoining(character) && joinable.test(text.slice(Math.max(0, offset - 3), offset));

const escaped = (character: string, offset: number, text: string): string =>
  belongs(character, offset, text) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** Text of one or several lines, with every character escaped that could act on what shows it. Line breaks and tabs stay. */
export const printable = (text: string): string =>
  unprintableInLines.test(text)
    ? text.replaceAll('\r\n', '\n').replaceAll(eachUnprintableInLines, escaped)
    : text;

/** The same for a name or a sentence: line breaks and tabs are escaped too, so that it cannot pose as a line of its own. */
export const printableLine = (text: string): string =>
  unprintable.test(text) ? text.replaceAll(eachUnprintable, escaped) : text;

const jsonEscape = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
  ).join('');

/** A JSON text without such characters. It parses to the same value: in JSON they stand only within strings. */
export const printableJson = (json: string): string =>
  unprintableInLines.test(json) ? json.replaceAll(eachUnprintableInLines, jsonEscape) : json;
