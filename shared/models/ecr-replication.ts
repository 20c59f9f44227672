import type { Readable } from './image-details.ts';
import type { RegistryReference } from './reference.ts';
import type { RegistryIdentity } from './registry.ts';
import type { ErrorData, Side } from './result.ts';

/**
 * ECR's own replication: rules of the source registry by which ECR copies every image that is pushed. The name of a
 * repository is the same on both sides, and a rule applies to whole repositories.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export interface ReplicationRule {
  readonly destinations: readonly RegistryReference[];
  /** The rule applies to repositories whose names start with one of these; to every repository when empty. */
  readonly prefixes: readonly string[];
}

/** Limits of ECR for the replication configuration of a registry (user guide, "Considerations for private image replication"). */
export const replicationLimits = {
  rules: 10,
  prefixesPerRule: 100,
  /** Different destinations over all rules. */
  destinations: 25,
} as const;

/** One rule of the merged configuration, compared with the current one. */
export type RuleChange =
  | { readonly kind: 'unchanged'; readonly rule: ReplicationRule }
  | { readonly kind: 'added'; readonly rule: ReplicationRule }
  /** The rule has the same destination, and gets more prefixes. */
  | { readonly kind: 'extended'; readonly rule: ReplicationRule; readonly addedPrefixes: readonly string[] };

/** The current rules, and the rules that replace all of them. Every current rule remains. */
export interface ConfigurationChange {
  readonly before: readonly ReplicationRule[];
  readonly after: readonly ReplicationRule[];
  /** In the order of `after`. */
  readonly changes: readonly RuleChange[];
}

/** Repositories that the prefixes match besides the chosen ones. */
export interface MatchedRepositories {
  readonly count: number;
  /** The first 200 by name. */
  readonly names: readonly string[];
}

/** What the registry policy of the destination needs, so that it accepts images of the source account. */
export type RegistryPolicyChange =
  /** Source and destination are in one account. */
  | { readonly kind: 'not-needed' }
  /** The policy allows it already. */
  | { readonly kind: 'unchanged'; readonly policy: string }
  /** JSON texts. `before` is absent when there is no policy; `after` has every statement of `before`. */
  | {
      readonly kind: 'add-statement';
      readonly before?: string | undefined;
      readonly after: string;
      readonly statement: string;
    }
  /**
   * The statement that an earlier setup added gets more resources; every other statement of `before` remains. `statement` is
   * the whole statement after the change.
   */
  | {
      readonly kind: 'extend-statement';
      readonly before: string;
      readonly after: string;
      readonly statement: string;
      readonly addedResources: readonly string[];
    }
  /** The policy cannot be read, so it is not changed: somebody has to add the statement. */
  | { readonly kind: 'unknown'; readonly statement: string; readonly error: ErrorData };

/** A setting of the plan that the template lacks: scanning belongs to the registry, and the others need a role for the template. */
export type LeftOutSetting = 'encryption' | 'resourceTags' | 'scanOnPush';

/**
 * The settings of repositories that replication creates in one namespace.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html
 */
export type CreationTemplateChange =
  /** Without a template, so the repositories get ECR's default settings. */
  | { readonly kind: 'defaults'; readonly repositories: readonly string[]; readonly reason: string }
  /** A template of the destination applies, and is not changed. Its prefix is a namespace, or `ROOT`. */
  | { readonly kind: 'existing'; readonly repositories: readonly string[]; readonly prefix: string }
  /** A new template, which later repositories of the namespace get too. `template`: its properties as JSON. */
  | {
      readonly kind: 'create';
      readonly repositories: readonly string[];
      readonly prefix: string;
      readonly template: string;
      readonly leftOut: readonly LeftOutSetting[];
    };

/** The images that are there already. Rules apply to later pushes; a backfill copies the existing images. */
export type BackfillNeed =
  | { readonly kind: 'not-needed' }
  | {
      readonly kind: 'needed';
      /** Images of the chosen repositories that the destination lacks. */
      readonly images: number;
      /** Repositories that the backfill covers: all that the rules for this destination match. Undefined when it is unknown. */
      readonly coveredRepositories: number | undefined;
    };

/** The identity policy that the caller of one side needs. */
export interface SetupPermissions {
  readonly side: Side;
  /** The caller's ARN as STS reports it. */
  readonly arn: string;
  /** JSON. */
  readonly policy: string;
}

/** Everything that the setup of ECR replication changes, computed before anything is changed. */
export interface ReplicationProposal {
  readonly id: string;
  readonly source: RegistryIdentity;
  readonly destination: RegistryIdentity;
  /** The chosen repositories. */
  readonly repositories: readonly string[];
  /** The prefixes that match them. */
  readonly prefixes: readonly string[];
  readonly configuration: ConfigurationChange;
  /** Unreadable without ecr:DescribeRepositories. */
  readonly alsoMatched: Readable<MatchedRepositories>;
  readonly registryPolicy: RegistryPolicyChange;
  readonly creationTemplates: readonly CreationTemplateChange[];
  readonly backfill: BackfillNeed;
  readonly permissions: readonly SetupPermissions[];
}

/** Whether ECR replication gives the result of a plan or batch. `reason` is one sentence. */
export type ReplicationOffer =
  | { readonly kind: 'not-offered'; readonly reason: string }
  | { readonly kind: 'offered'; readonly proposal: ReplicationProposal };

/** The changes of a proposal, in the order in which they are made. */
export type ReplicationStep = 'registry-policy' | 'creation-template' | 'replication-configuration';

export interface StepResult {
  readonly step: ReplicationStep;
  /** The prefix of the template. */
  readonly prefix?: string | undefined;
  readonly outcome:
    | { readonly kind: 'done' }
    /** `reason`: why nothing had to be changed, or why it was not changed. One sentence. */
    | { readonly kind: 'skipped'; readonly reason: string }
    | { readonly kind: 'failed'; readonly error: ErrorData }
    /** A step before it failed. */
    | { readonly kind: 'not-started' };
}

/** What has been changed. After a failure, the earlier steps remain as they are. */
export interface AppliedReplication {
  readonly proposalId: string;
  /** True when the replication configuration contains the rules. */
  readonly isActive: boolean;
  readonly steps: readonly StepResult[];
}
