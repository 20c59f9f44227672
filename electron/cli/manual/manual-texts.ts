import { userDataVariable } from '../../app/storage/user-data-folder.ts';

// The sections of the manual page that the definitions of the commands do not contain.

/** Paragraphs. */
export const description: readonly string[] = [
  'An image has the same digest at the destination as at the source, unless only some of its platforms are copied. Layers that the destination has are not transferred again, so that a command can be repeated. No tag is set on anything incomplete.',
  'Each side has its own identity: a profile of the AWS files, or an identity without a file, @environment, @instance, @container or @web-identity. Both identities are printed before anything is changed.',
];

/** Names of variables with their meaning. */
export const environmentTexts: readonly (readonly [names: string, text: string])[] = [
  ['AWS_PROFILE', 'The profile of a side without an option for it.'],
  [
    'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN',
    'The access keys of @environment, and of a side without a profile where AWS_PROFILE is not set.',
  ],
  [
    'AWS_REGION, AWS_DEFAULT_REGION',
    'The region of @environment and of the other identities without a file.',
  ],
  ['AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE', 'Other paths of the AWS files (see FILES).'],
  [
    'AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_SESSION_NAME',
    'The role and the token of @web-identity.',
  ],
  [
    'AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_ECR, AWS_ENDPOINT_URL_STS',
    'Endpoints of the identities without a file, in place of those of AWS.',
  ],
  [
    'HTTPS_PROXY, HTTP_PROXY, NO_PROXY',
    'The proxy, and the hosts that are reached without it. Their lower-case names have the same meaning.',
  ],
  [
    'AWS_CA_BUNDLE, NODE_EXTRA_CA_CERTS',
    'Files with certificates that are trusted besides those of the system.',
  ],
  [userDataVariable, "The folder of the app's settings, which name the protected accounts."],
  ['NO_COLOR, FORCE_COLOR', 'Prints without colors, or with colors to something other than a terminal.'],
  ['NODE_DISABLE_COMPILE_CACHE', '1 keeps no compiled code.'],
];

export const fileTexts: readonly (readonly [path: string, text: string])[] = [
  ['~/.aws/config, ~/.aws/credentials', 'The profiles.'],
  ['~/.aws/sso/cache', 'The sessions of IAM Identity Center, which the AWS CLI shares.'],
  [
    '~/.config/ECR Image Replicator/settings.json',
    'The settings of the app, of which the protected accounts are read. On macOS the folder is in ~/Library/Application Support.',
  ],
  [
    '~/.cache/ecr-image-replicator/compiled',
    'Compiled code for a faster start. On macOS the folder is in ~/Library/Caches.',
  ],
];

export const seeAlso: readonly string[] = ['aws(1)', 'docker(1)', 'skopeo(1)'];
