import type { Command } from 'commander';
import { Option } from 'commander';
import { userDataVariable } from '../../app/storage/user-data-folder.ts';
import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import { uploadMethodChoiceSchema } from '../../../shared/models/upload-method.ts';
import type { Platform } from '../../../shared/models/image.ts';
import {
  parseAccount,
  parseBandwidth,
  parseConcurrency,
  parseDestination,
  parseFolder,
  parsePlatforms,
  parseSources,
  parseTags,
} from './option-parsers.ts';
import type { DestinationSideOptions, SourceSideOptions } from './side-options.ts';
import { sideOptions } from './side-options.ts';
import type { SourceReference } from './source-reference.ts';

/** The options of `plan` and `replicate`, which are the same. */
export interface ReplicationCommandOptions extends SourceSideOptions, DestinationSideOptions {
  readonly source: readonly SourceReference[];
  readonly destination: string;
  readonly tag?: readonly string[];
  readonly untagged?: boolean;
  readonly createRepository?: boolean;
  readonly platform?: readonly Platform[];
  readonly referrers: boolean;
  readonly verify: boolean;
  readonly leaveOutMissing?: boolean;
  readonly keepSignatures?: boolean;
  readonly strict?: boolean;
  readonly restoreArchived?: boolean;
  readonly concurrency?: number;
  /** Bytes per second. */
  readonly bandwidth?: number;
  readonly journal?: string;
  readonly confirmAccount?: string;
  readonly userDataDir?: string;
  readonly uploadMethod?: UploadMethodChoice;
  readonly json?: boolean;
}

/** What an export can be for. */
export const exportTargets = ['aws-stack'] as const;

/** The options of `export`. */
export interface ExportOptions extends ReplicationCommandOptions {
  readonly to: (typeof exportTargets)[number];
}

const options = (): readonly Option[] => [
  ...sideOptions('source'),
  new Option(
    '--source <REPO[:TAG][@DIGEST]>',
    'image to copy, or all tagged images of a repository (repeatable)',
  )
    .argParser(parseSources)
    .makeOptionMandatory(),
  ...sideOptions('destination'),
  new Option('--destination <REPO>', 'repository to copy into')
    .argParser(parseDestination)
    .makeOptionMandatory(),
  new Option(
    '--tag <TAG>',
    'tag at the destination, for a single image (repeatable; default: the tag that names it, or all tags that it has at the source when a digest names it)',
  ).argParser(parseTags),
  new Option('--untagged', 'give the copies no tag').conflicts('tag'),
  new Option('--create-repository', 'create the destination repository if it does not exist'),
  new Option(
    '--platform <OS/ARCH[/VARIANT]>',
    'only this platform of an index, which gets a digest of its own; windows(10.0.20348)/amd64 names a version (repeatable; default: all)',
  ).argParser(parsePlatforms),
  new Option('--leave-out-missing', 'copy an index without the manifests that the source does not have'),
  new Option(
    '--keep-signatures',
    'keep a signature, attestation or SBOM that the destination has under the same tag, instead of replacing it',
  ),
  new Option(
    '--restore-archived',
    'restore what is archived at the source, wait until ECR has restored it, and copy it; `plan` restores nothing',
  ),
  new Option('--strict', 'copy nothing at all when one of the images cannot be copied'),
  new Option('--no-referrers', 'copy no signatures, SBOMs or attestations'),
  new Option('--no-verify', 'do not read everything back afterwards'),
  new Option(
    '--confirm-account <ACCOUNT>',
    'account that may be written to although it is protected in the settings of the app',
  ).argParser(parseAccount),
  new Option(
    '--user-data-dir <FOLDER>',
    `folder of the app's settings, which name the protected accounts (default: $${userDataVariable}, or the folder that the app uses)`,
  ).argParser(parseFolder),
  new Option(
    '--journal <FOLDER>',
    'folder in which unfinished uploads are recorded, so that a repeated copy resumes within its layers; other files in it are not changed',
  ).argParser(parseFolder),
  new Option(
    '--upload-method <METHOD>',
    'how layers are uploaded: through the registry endpoint (OCI distribution API), through the ECR API, or whichever is available (default: auto)',
  ).choices(uploadMethodChoiceSchema.options),
  new Option('--door <METHOD>').choices(uploadMethodChoiceSchema.options).hideHelp(),
  new Option(
    '--concurrency <N>',
    'layers to transfer at once (default: as many as increase the throughput)',
  ).argParser(parseConcurrency),
  new Option(
    '--bandwidth <RATE>',
    'bytes to read per second, as in 20MB/s, for all layers together (default: unlimited)',
  ).argParser(parseBandwidth),
];

/** Accepts the former name of `--upload-method`, with a warning. */
function acceptFormerName(command: Command): void {
  command.on('option:door', (method: string) => {
    command
      .configureOutput()
      .writeErr?.('warning: --door is now --upload-method; the former name will be removed.\n');
    command.setOptionValueWithSource('uploadMethod', method, 'cli');
  });
}

export function addReplicationOptions(command: Command, json: string): Command {
  for (const option of options()) command.addOption(option);
  command.option('--json', json);
  acceptFormerName(command);
  return command;
}
