import type { UpdateManagement, UpdateSettings, UpdateStatus } from '../../../shared/models/update.ts';
import { policyKeys } from '../../../shared/models/update.ts';
import type { Policy, PolicyReading } from '../policy/policy.ts';

/** What applies: the decisions of the policy, and the settings for the rest. */
export interface UpdateRules extends Pick<UpdateStatus, 'channel' | 'checksAutomatically' | 'asks'> {
  readonly downloadsAutomatically: boolean;
}

const policyOf = (reading: PolicyReading): Policy => (reading.kind === 'read' ? reading.policy : {});

/** The mirror that the policy names; undefined for the project's releases. */
export const mirrorOf = (reading: PolicyReading): string | undefined => policyOf(reading).updateFeed;

/** @param delivery what the installation and the policy allow. */
export function resolveRules(
  settings: UpdateSettings,
  reading: PolicyReading,
  delivery: UpdateStatus['delivery'],
): UpdateRules {
  const { updateChecks, updateChannel } = policyOf(reading);
  const isOff = delivery.kind === 'off';
  const isChosen = updateChecks === undefined ? settings.check === 'on' : updateChecks === 'automatic';
  const checksAutomatically = !isOff && isChosen;
  return {
    channel: updateChannel ?? settings.channel,
    checksAutomatically,
    asks: !isOff && updateChecks === undefined && settings.check === 'not-asked',
    downloadsAutomatically: checksAutomatically && delivery.kind === 'install' && settings.download,
  };
}

/** What the window shows of a policy; undefined without one. */
export function describeManagement(reading: PolicyReading): UpdateManagement | undefined {
  switch (reading.kind) {
    case 'none':
      return undefined;
    case 'failed':
      return { source: reading.source, keys: [], unknownKeys: [], problem: reading.problem };
    case 'read':
      return {
        source: reading.source,
        keys: policyKeys.filter((key) => reading.policy[key] !== undefined),
        unknownKeys: reading.unknownKeys,
      };
  }
}
