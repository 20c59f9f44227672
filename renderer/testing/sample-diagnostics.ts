import type { AboutFacts } from '../../shared/models/about.ts';
import type { DiagnosticsReport } from '../../shared/models/diagnostics.ts';

export const about: AboutFacts = {
  version: '0.1.0',
  commit: '0123456789abcdef0123456789abcdef01234567',
  builtOn: '2026-11-30',
  electron: '45.4.1',
  chromium: '150.0.1.2',
  node: '24.21.0',
  system: 'linux 6.8.0 (x64)',
  platform: 'linux',
};

/** A report whose log names a profile, or its placeholder. */
export const diagnostics = (replaceNames: boolean): DiagnosticsReport => ({
  id: replaceNames ? '3f1b2c4d-0000-4000-8000-0000000000d1' : '3f1b2c4d-0000-4000-8000-0000000000d2',
  createdAt: Date.UTC(2026, 10, 30, 12),
  sections: [
    { id: 'versions', title: 'Versions and system', text: 'ECR Image Replicator 0.1.0' },
    { id: 'connections', title: 'Last connection test', text: 'Not tested since the app started.' },
    { id: 'crashes', title: 'Crash dumps', text: '' },
    {
      id: 'log',
      title: 'Log',
      text: `[info] Signed in to ${replaceNames ? 'profile-1' : 'production'}.`,
    },
  ],
});
