import type { ProfileSummary } from '../../shared/models/profile.ts';
import type { ProfileCatalog, ProfileEntry } from '../engine/aws/profiles/profile-catalog.ts';
import { parseCatalog } from '../engine/aws/profiles/profile-catalog.ts';
import type { ProfileFacts } from '../engine/aws/profiles/profile-state.ts';
import { summarizeProfile } from '../engine/aws/profiles/summarize-profile.ts';

/** Facts of an app that has just started, at a fixed time. */
export const noProfileFacts: ProfileFacts = {
  now: Date.parse('2026-11-26T12:00:00Z'),
  tokenProblems: new Map(),
  tokens: new Map(),
  cached: new Map(),
  refused: new Set(),
  machineSources: new Set(),
  missingTokenFiles: new Set(),
  changedAt: { config: 1, credentials: 2 },
};

/** Summarizes a profile without any facts. @throws Error when there is no entry. */
export function summarizeEntry(catalog: ProfileCatalog, entry: ProfileEntry | undefined): ProfileSummary {
  if (!entry) throw new Error('The catalog has no such profile.');
  return summarizeProfile(entry, {
    catalog,
    paths: { config: '/aws/config', credentials: '/aws/credentials' },
    facts: noProfileFacts,
    accountNames: new Map([['123456789012', 'Prod']]),
  });
}

/** Summarizes one profile of the texts of the two files. */
export function summarizeText(name: string, config: string, credentials = ''): ProfileSummary {
  const catalog = parseCatalog(config, credentials);
  return summarizeEntry(catalog, catalog.profiles.get(name));
}
