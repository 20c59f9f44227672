import type { AvailableUpdate, UpdateStatus } from '../../shared/models/update.ts';

/** An app that a policy does not update, as in tests of everything else. */
export const updateStatus: UpdateStatus = {
  version: '0.1.0',
  delivery: { kind: 'off', reason: 'policy' },
  channel: 'latest',
  checksAutomatically: false,
  asks: false,
  feedHost: 'github.com',
  management: { source: '/etc/ecr-image-replicator/policy.json', keys: ['updates'], unknownKeys: [] },
  state: { kind: 'idle' },
};

export const availableUpdate: AvailableUpdate = {
  version: '0.2.0',
  releasedAt: Date.UTC(2026, 10, 29),
  notes: '## Added\n\n- A **graph** of the throughput.\n- `--bandwidth` for the command line.',
  page: 'https://github.com/ecr-image-replicator/ecr-image-replicator/releases/tag/v0.2.0',
};
