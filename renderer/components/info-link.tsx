import Link from '@cloudscape-design/components/link';
import type { HelpTopic } from './help.ts';
import { useOpenHelp } from './help.ts';

interface Props {
  readonly topic: HelpTopic;
  /** What it explains, for screen readers. */
  readonly about: string;
}

/** The link `Info` beside a header, which opens the help panel. */
export function InfoLink({ topic, about }: Props) {
  const openHelp = useOpenHelp();
  return (
    openHelp && (
      <Link variant="info" ariaLabel={`Info about ${about}`} onFollow={() => openHelp(topic)}>
        Info
      </Link>
    )
  );
}
