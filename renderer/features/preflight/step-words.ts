import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { PreflightCheck, PreflightStep } from '../../../shared/models/preflight.ts';

/** The labels of the checks. */
export const stepLabels = {
  credentials: 'Credentials work',
  account: 'Account matches',
  'read-manifest': 'Read the images',
  'download-layer': 'Download their layers',
  'find-repository': 'Find the repository',
  'check-layers': 'Check for existing layers',
  'registry-endpoint': 'Reach the registry endpoint',
  'mount-layers': 'Mount layers from the source',
  'start-upload': 'Start an upload',
  'upload-part': 'Upload parts of a layer',
  'complete-upload': 'Complete an upload',
  'put-image': 'Write images and tags',
  'create-repository': 'Create the repository',
} as const satisfies Record<PreflightStep, string>;

export const outcomeLabels = {
  passed: { type: 'success', allowed: 'Allowed', other: 'Yes' },
  failed: { type: 'error', allowed: 'Missing', other: 'No' },
  optional: { type: 'info', allowed: 'Missing, not needed', other: 'Not needed' },
  skipped: { type: 'stopped', allowed: 'Not tested', other: 'Not tested' },
  untestable: { type: 'info', allowed: 'Cannot be tested', other: 'Cannot be tested' },
} as const satisfies Record<
  PreflightCheck['outcome']['kind'],
  {
    type: StatusIndicatorProps.Type;
    /** The label for a permission. */
    allowed: string;
    /** The label for any other check. */
    other: string;
  }
>;
