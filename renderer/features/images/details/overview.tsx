import type { ReactNode } from 'react';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatCount } from '../../../../shared/format/counts.ts';
import { imageConsoleLink } from '../../../../shared/models/console-link.ts';
import { formatPlatform } from '../../../../shared/models/image.ts';
import type { ImageSummary } from '../../../../shared/models/image.ts';
import type { ImageConfig, ImageDetails } from '../../../../shared/models/image-details.ts';
import { parseReference } from '../../../../shared/models/reference.ts';
import { ConsoleLink, useHasConsole } from '../../../components/console-link.tsx';
import { Copyable } from '../../../components/copy-button.tsx';
import { ExactDate } from '../../../components/exact-date.tsx';
import { ErrorLine } from '../../../components/error-line.tsx';
import { describeKind } from '../../../models/image-words.ts';
import { Facts, NamedValues } from './facts.tsx';
import { FindingsLine } from './findings-line.tsx';
import styles from './details.module.css';

interface Props {
  readonly image: ImageSummary;
  readonly details: ImageDetails;
  /** The profile that reads the image. */
  readonly profile: string;
}

const getConfig = ({ content }: ImageDetails): ImageConfig | undefined =>
  content.kind === 'image' && content.config.kind === 'read' ? content.config.value.parsed : undefined;

/** The reference for `docker pull`: by tag when there is one, otherwise by digest. */
const pullName = (image: ImageSummary, uri: string): string => {
  const [tag] = image.tags;
  return tag === undefined ? uri : `${uri.slice(0, uri.lastIndexOf('@'))}:${tag}`;
};

const commandLine = (parts: readonly string[]): string | undefined =>
  parts.length > 0 ? JSON.stringify(parts) : undefined;

/** The image's page in the AWS console; its URI has its digest. */
function findConsoleLink(uri: string): string | undefined {
  const reference = parseReference(uri);
  if (reference?.kind !== 'image' || reference.digest === undefined) return undefined;
  return imageConsoleLink({ ...reference, digest: reference.digest });
}

/** Where the image is running; undefined where ECR does not know it. */
function describeUse({ findings }: ImageDetails): ReactNode {
  if (findings.kind !== 'scanned' || !findings.inUse) return undefined;
  const { clusters, lastAt } = findings.inUse;
  return (
    <span key="use">
      {clusters === 0 ? 'No ECS or EKS cluster' : formatCount(clusters, 'ECS or EKS cluster')}
      {lastAt !== undefined && (
        <>
          , last at <ExactDate time={lastAt} />
        </>
      )}
    </span>
  );
}

/** The main properties of an image, with copy buttons. */
export function Overview({ image, details, profile }: Props) {
  const config = getConfig(details);
  const { content } = details;
  const hasConsole = useHasConsole(profile);
  const consoleLink = hasConsole ? findConsoleLink(details.uri) : undefined;
  const platforms =
    content.kind === 'index'
      ? content.children.flatMap(({ platform, companion }) =>
          platform && companion === undefined ? [formatPlatform(platform)] : [],
        )
      : config?.platform
        ? [formatPlatform(config.platform)]
        : [];
  const created = config?.createdAt === undefined ? undefined : Date.parse(config.createdAt);
  return (
    <div className={styles.overview}>
      <Facts
        label="Image properties"
        facts={[
          ['Digest', <Copyable key="digest" text={details.digest} what="digest" />],
          ['URI', <Copyable key="uri" text={details.uri} what="URI" />],
          [
            'Pull',
            <Copyable key="pull" text={`docker pull ${pullName(image, details.uri)}`} what="pull command" />,
          ],
          ['AWS console', consoleLink && <ConsoleLink key="console" link={consoleLink} />],
          ['Tags', image.tags.join(', ') || 'Untagged'],
          ['Kind', describeKind(details.kind)],
          ['Artifact type', details.artifactType],
          ['Platforms', platforms.join(', ')],
          ['Pushed', <ExactDate key="pushed" time={image.pushedAt} />],
          [
            'Built',
            created !== undefined && Number.isFinite(created) ? (
              <ExactDate key="built" time={created} />
            ) : undefined,
          ],
          [
            'Layers',
            content.kind === 'image'
              ? `${formatCount(content.steps.filter(({ layer }) => layer).length, 'layer')}, ${formatBytes(content.layersSize)} compressed`
              : undefined,
          ],
          ['Scan findings', <FindingsLine key="findings" findings={details.findings} />],
          ['In use by', describeUse(details)],
          ['Entrypoint', config && commandLine(config.entrypoint)],
          ['Command', config && commandLine(config.command)],
          ['Working directory', config?.workingDirectory],
          ['User', config?.user],
          ['Ports', config?.exposedPorts.join(', ')],
          ['Environment', config?.environmentNames.join(', ')],
          ['Author', config?.author],
        ]}
      />
      {content.kind === 'image' && content.config.kind === 'unreadable' && (
        <ErrorLine error={content.config.error} />
      )}
      <NamedValues title="Labels" values={config?.labels ?? {}} />
      <NamedValues title="Annotations" values={details.annotations} />
    </div>
  );
}
