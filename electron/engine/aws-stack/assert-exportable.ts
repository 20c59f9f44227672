import type { Plan } from '../../../shared/models/plan.ts';
import { findRefusals } from '../../../shared/models/plan.ts';
import { findPartition } from '../../../shared/models/reference.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import { EngineError } from '../errors/engine-error.ts';

const refuse = (message: string): EngineError =>
  new EngineError({ code: 'invalid-input', message: `${message} Nothing was written.`, retryable: false });

/** What is chosen in a plan and cannot be written into a work item, one sentence each. */
function listUnsupported({ request, destination }: Plan): readonly string[] {
  const { referrers, missingManifests, existingSignatures, verify } = request.options;
  const settings = JSON.stringify(request.destination.settings);
  return [
    ...(referrers ? [] : ['The function always copies signatures, SBOMs and attestations.']),
    ...(missingManifests === 'refuse'
      ? []
      : ['The function does not copy an index without its missing manifests.']),
    ...(existingSignatures === 'replace'
      ? []
      : ['The function does not keep signatures of the destination.']),
    ...(verify ? [] : ['The function always verifies what it copied.']),
    ...(destination.repository.kind === 'create' && settings !== JSON.stringify(defaultSettingChoices)
      ? [
          'The function creates a repository with the usual settings of the source; create it first for others.',
        ]
      : []),
  ];
}

/**
 * Makes sure that plans can run in the user's account.
 *
 * @throws EngineError the first blocker of a plan, or `invalid-input` for what a work item cannot express.
 */
export function assertExportable(plans: readonly Plan[]): void {
  for (const plan of plans) {
    const [blocker] = findRefusals(plan);
    if (blocker) throw new EngineError(blocker);
    const unsupported = listUnsupported(plan);
    if (unsupported.length > 0) throw refuse(unsupported.join(' '));
    if (findPartition(plan.source.region) !== findPartition(plan.destination.region))
      throw refuse(
        `${plan.source.region} and ${plan.destination.region} are in different partitions of AWS, and no role can act in both. Copy from this computer, with a profile for each side.`,
      );
  }
}
