import type { HelpSections, PageTopic } from '../../../components/help.ts';

/** What to do, as a heading and sentences. */
export interface Section {
  readonly heading: string;
  readonly text: string;
}

/** The help for one page. */
export interface Topic<Page extends PageTopic> {
  readonly title: string;
  /** What the page is for. */
  readonly about: string;
  /** In their order; a link `Info` can open each. */
  readonly sections: Readonly<Record<HelpSections[Page], Section>>;
  /** Pages of the AWS documentation. */
  readonly links: readonly { readonly text: string; readonly href: string }[];
}
