/** Characters that a name of a file cannot have on Windows, macOS or Linux, or that hide what kind of file it is. */
const unusable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{DI}<>:"\/\\\|?*]/gv;
/** Windows reserves these, whatever their extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Room for a suffix under the 255 bytes of most file systems, when all characters are ASCII. */
const maxLength = 200;

/** A name for a file made of text from elsewhere, such as a repository's name: no folder, nothing hidden. */
export function fileName(text: string): string {
  const name = text
    .replaceAll(unusable, '-')
    .replace(/^[.\s-]+/, '')
    .slice(-maxLength)
    .replace(/[.\s]+$/, '');
  return name === '' || reserved.test(name) ? `file-${name}` : name;
}
