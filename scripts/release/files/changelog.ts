/** `[1.2.3] - 2026-12-01`, with or without brackets. */
const heading = /^\[?(?<version>\d[^\]\s]*)\]? [-–—] \d{4}-\d{2}-\d{2}$/;

/**
 * The section of a version in CHANGELOG.md, as https://keepachangelog.com/ writes it.
 *
 * @returns the text below its heading, or undefined if there is no such section or it is empty.
 */
export function readChangelogSection(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find(
    (section) => heading.exec(section.split('\n', 1).join('').trim())?.groups?.['version'] === version,
  );
  const text = found?.slice(found.indexOf('\n') + 1).trim();
  return text === '' ? undefined : text;
}
