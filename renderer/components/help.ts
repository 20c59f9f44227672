import { createContext, useContext } from 'react';

/** The sections of the help for each page. */
export interface HelpSections {
  readonly choose: 'sides' | 'images' | 'filter' | 'repositories' | 'uri' | 'denied';
  readonly review:
    | 'changes'
    | 'conflicts'
    | 'estimate'
    | 'options'
    | 'repository'
    | 'layers'
    | 'digests'
    | 'protected';
  readonly compare: 'result' | 'copy';
  readonly batch: 'filters' | 'renaming';
  readonly 'batch-plan': 'start' | 'in-aws';
  readonly transfers: 'order' | 'pause' | 'failure' | 'throughput' | 'tags';
  readonly history: 'find' | 'entry' | 'repeat' | 'keep';
  readonly replication: 'rules' | 'policy' | 'templates' | 'backfills' | 'status';
  readonly settings:
    | 'transfers'
    | 'network'
    | 'connection'
    | 'accounts'
    | 'profiles'
    | 'updates'
    | 'diagnostics'
    | 'secrets';
}

/** A page with help. */
export type PageTopic = keyof HelpSections;

/** What the help panel explains: a page, or the keyboard. */
export type HelpTopic = PageTopic | 'shortcuts';

/** Opens the help panel with a topic, at one of its sections. */
export type OpenHelp = (topic: HelpTopic, section?: string) => void;

/** Undefined where a component is rendered outside the app, as in tests. */
export const HelpContext = createContext<OpenHelp | undefined>(undefined);

export const useOpenHelp = (): OpenHelp | undefined => useContext(HelpContext);
