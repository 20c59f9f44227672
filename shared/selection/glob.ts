/**
 * Compiles a glob that matches a whole text: `*` is any characters or none, `?` is exactly one, all others are literal. A
 * match takes at most the product of both lengths in steps: only the last `*` is ever tried with more characters.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const glob = Array.from(pattern);
  return (whole) => {
    const text = Array.from(whole);
    let [at, inGlob] = [0, 0];
    /** The last `*`, and where in the text the characters for it end. */
    let star: { readonly inGlob: number; end: number } | undefined;
    while (at < text.length) {
      if (glob[inGlob] === '*') {
        star = { inGlob, end: at };
        inGlob += 1;
      } else if (glob[inGlob] === '?' || glob[inGlob] === text[at]) {
        at += 1;
        inGlob += 1;
      } else if (star) {
        star.end += 1;
        at = star.end;
        inGlob = star.inGlob + 1;
      } else return false;
    }
    return glob.slice(inGlob).every((character) => character === '*');
  };
}
