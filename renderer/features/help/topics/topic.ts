/** The help for one page. */
export interface Topic {
  readonly title: string;
  /** What the page is for. */
  readonly about: string;
  /** What to do, as a heading and sentences. */
  readonly tasks: readonly { readonly heading: string; readonly text: string }[];
  /** Pages of the AWS documentation. */
  readonly links: readonly { readonly text: string; readonly href: string }[];
}
