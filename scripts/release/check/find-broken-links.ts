/** The target of a link in a Markdown document, without a title. */
const link = /\]\((?<target>[^)\s]+)(?:\s[^)]*)?\)/g;

/** A fenced block or code in a line: what looks like a link there is none. */
const code = /```[^]*?```|`[^`\n]*`/g;

/** The anchor that GitHub gives to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replaceAll(/[`*_]|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const listAnchors = (text: string): readonly string[] =>
  [...text.replaceAll(/```[^]*?```/g, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    anchorOf(heading),
  );

/**
 * Finds links of documents to files and headings that do not exist. Addresses of other sites are not requested.
 *
 * @param documents Markdown texts by their paths, with `/`.
 * @param exists whether the project has a file or folder.
 * @returns a sentence for each link.
 */
export function findBrokenLinks(
  documents: ReadonlyMap<string, string>,
  exists: (path: string) => boolean,
): readonly string[] {
  return [...documents].flatMap(([from, text]) =>
    [...text.replaceAll(code, '').matchAll(link)].flatMap(({ groups }) => {
      const target = groups?.['target'] ?? '';
      if (/^[a-z][a-z+.-]*:/i.test(target)) return [];
      const [path = '', anchor] = target.split('#');
      const to = path === '' ? from : new URL(path, `file:///${from}`).pathname.slice(1);
      if (!exists(to)) return [`${from} links to ${target}, which does not exist.`];
      const linked = documents.get(to);
      const isMissing = anchor !== undefined && linked !== undefined && !listAnchors(linked).includes(anchor);
      return isMissing ? [`${from} links to ${target}, a heading that does not exist.`] : [];
    }),
  );
}
