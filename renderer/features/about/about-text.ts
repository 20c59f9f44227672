import type { AboutFacts } from '../../../shared/models/about.ts';

/** The facts as pairs of name and value; the build only where it is known. */
export const listAboutFacts = (facts: AboutFacts): readonly (readonly [label: string, value: string])[] => {
  const { version, commit, builtOn, electron, chromium, node, system } = facts;
  const build = [commit, builtOn].filter((part) => part !== undefined).join(', ');
  return [
    ['Version', version],
    ...(build === '' ? [] : [['Build', build] as const]),
    ['Electron', electron],
    ['Chromium', chromium],
    ['Node.js', node],
    ['System', system],
  ];
};

/** What *Copy version information* copies. */
export const aboutText = (facts: AboutFacts): string =>
  ['ECR Image Replicator', ...listAboutFacts(facts).map(([label, value]) => `${label}: ${value}`)].join('\n');
