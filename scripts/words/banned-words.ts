/** A word that does not belong into code, documents or screens, and what to write instead. */
export interface BannedWord {
  /** Matches within text whose identifiers were split into words: `toldBytes` is `told Bytes`. */
  readonly pattern: RegExp;
  readonly instead: string;
}

const word = (source: string, instead: string): BannedWord => ({
  pattern: new RegExp(`(?<![\\w-])(?:${source})(?![\\w-])`, 'gi'),
  instead,
});

/** The terms that the specifications and AWS do not use, with the terms that they do. */
export const bannedWords: readonly BannedWord[] = [
  word('doors?', 'OCI registry API, registry endpoint, or upload method'),
  word('lanes?', 'scheduler, semaphore, or slot'),
  word('(?<!(?:in|single) )flights?', 'in-flight upload'),
  word('landed', 'completed'),
  word('knock(?:s|ed|ing)?', 'ping'),
  word('(?:hold|holds|held|holding)', 'contain, have, keep, store, cache, pin, or pause'),
  word('seiz(?:e|es|ed|ing)', 'pause'),
  word('(?:tell|tells|told|telling|untold)', 'say, report, notify, show, or distinguish'),
  word('(?:go|goes|went|going|gone) on', 'continue, or happen'),
  word('wish(?:es|ed)?', 'request, or choice'),
  word('cures?', 'recovery action'),
  word('(?:mend|mends|mended|mending)', 'fix, or repair'),
  word('obstacles?', 'blocker'),
  word('stragglers?|straggling|straggles?', 'slow connection'),
  word('bulks?', 'batch'),
  word('strik(?:e|es|ing)|struck', 'inject, or fail'),
  word('put(?:s|ting)? aside|aside', 'quarantine'),
  word('under way|underway', 'in progress, or pending'),
  word('on (?:its|their) way', 'in transit, or being transferred'),
  word('anew', 'again'),
  word('in so many words|from cheap to dear|as it was left|dear(?:er)?', 'the plain statement'),
  word('look again|look now|lookups? again', 'refresh, or check'),
  word('came back|comes back|come back', 'return'),
  word('meanwhile alive|sign of life', 'response, or progress'),
  word('whoever|whosoever|whatsoever', 'the caller, the user, or the process'),
  word('wherefrom|whereto|thereof|thereby|wherein|hitherto', 'the plain statement'),
  word('colou?rs? as the system|as the system', 'System'),
  word(
    'behaviour|colour\\w*|neighbour\\w*|favour\\w*|honour\\w*|catalogue|centre|licence|grey|whilst',
    'the American spelling',
  ),
  word(
    '(?:organ|recogn|author|initial|normal|serial|summar|minim|maxim|optim|synchron)is(?:e|es|ed|ing|ation)',
    'the American spelling',
  ),
];
