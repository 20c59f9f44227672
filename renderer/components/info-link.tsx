import Link from '@cloudscape-design/components/link';
import type { HelpSections, PageTopic } from './help.ts';
import { useOpenHelp } from './help.ts';

interface Props<Topic extends PageTopic> {
  readonly topic: Topic;
  /** The part of the help that is shown; its beginning without one. */
  readonly section?: HelpSections[Topic];
  /** What it explains, for screen readers. */
  readonly about: string;
}

/** The link `Info` beside a header, which opens the help panel. */
export function InfoLink<Topic extends PageTopic>({ topic, section, about }: Props<Topic>) {
  const openHelp = useOpenHelp();
  return (
    openHelp && (
      <Link variant="info" ariaLabel={`Info about ${about}`} onFollow={() => openHelp(topic, section)}>
        Info
      </Link>
    )
  );
}
