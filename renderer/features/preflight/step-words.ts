import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { PreflightCheck, PreflightStep } from '../../../shared/models/preflight.ts';

/** What is tried, in the person's words. */
export const stepWords = {
  credentials: 'Credentials work',
  account: 'The account is the expected one',
  'read-manifest': 'Read the images',
  'download-layer': 'Download their layers',
  'find-repository': 'Find the repository',
  'check-layers': 'Ask which layers are there',
  'registry-endpoint': 'Reach the registry endpoint',
  'mount-layers': 'Mount layers of the source',
  'start-upload': 'Begin an upload',
  'upload-part': 'Upload parts of a layer',
  'complete-upload': 'Complete an upload',
  'put-image': 'Write images and tags',
  'create-repository': 'Create the repository',
} as const satisfies Record<PreflightStep, string>;

export const outcomeWords = {
  passed: { type: 'success', allowed: 'Allowed', other: 'Yes' },
  failed: { type: 'error', allowed: 'Missing', other: 'No' },
  optional: { type: 'info', allowed: 'Missing, not needed', other: 'Not needed' },
  skipped: { type: 'stopped', allowed: 'Not tried', other: 'Not tried' },
  untestable: { type: 'info', allowed: 'Shows when it is done', other: 'Shows when it is done' },
} as const satisfies Record<
  PreflightCheck['outcome']['kind'],
  {
    type: StatusIndicatorProps.Type;
    /** What is said of a permission. */
    allowed: string;
    /** What is said of anything else. */
    other: string;
  }
>;
