import { randomBytes } from 'node:crypto';
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  RepositoryAlreadyExistsException,
  RepositoryNotFoundException,
  type CreateRepositoryCommandInput,
  type ECRClient,
} from '@aws-sdk/client-ecr';

type RepositorySettings = Omit<CreateRepositoryCommandInput, 'repositoryName'>;

/** A new prefix: 48 random bits after a fixed word. */
export const newPrefix = (): string => `ecr-contract-${randomBytes(6).toString('hex')}`;

/** The repositories that one run creates in one registry, and removes at the end. */
export class ContractRepositories {
  readonly prefix: string;
  readonly #client: ECRClient;
  readonly #created = new Map<string, Promise<string>>();
  readonly #toRemove = new Set<string>();
  #removing = false;

  constructor(client: ECRClient, prefix: string) {
    this.#client = client;
    this.prefix = prefix;
  }

  /**
   * A repository of this run, which is created at its first use. @returns its full name.
   *
   * @throws Error once removal has begun: an interrupted claim must not create another one
   */
  async get(name: string, settings: RepositorySettings = {}): Promise<string> {
    if (this.#removing) throw new Error('The repositories of this run are being removed.');
    const created = this.#created.get(name) ?? this.#create(`${this.prefix}/${name}`, settings);
    this.#created.set(name, created);
    return created;
  }

  /** An unused name. If a claim's request creates it after all, it is removed at the end. */
  missing(name: string): string {
    const repositoryName = `${this.prefix}/missing-${name}`;
    this.#toRemove.add(repositoryName);
    return repositoryName;
  }

  /** Names that `removeAll` deletes. */
  get names(): readonly string[] {
    return [...this.#toRemove];
  }

  /** The number of created repositories. */
  get count(): number {
    return this.#created.size;
  }

  /** Deletes every repository of this run with its images. @returns the names that could not be deleted, with the reason. */
  async removeAll(): Promise<readonly { readonly name: string; readonly reason: string }[]> {
    this.#removing = true;
    // A creation that was interrupted can still be in progress.
    await Promise.allSettled(this.#created.values());
    const left: { name: string; reason: string }[] = [];
    for (const repositoryName of this.#toRemove) {
      try {
        await this.#client.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
      } catch (error) {
        if (!(error instanceof RepositoryNotFoundException))
          left.push({ name: repositoryName, reason: String(error) });
      }
    }
    return left;
  }

  async #create(repositoryName: string, settings: RepositorySettings): Promise<string> {
    // Recorded before the request, whose response can be lost.
    this.#toRemove.add(repositoryName);
    try {
      await this.#client.send(new CreateRepositoryCommand({ repositoryName, ...settings }));
    } catch (error) {
      if (error instanceof RepositoryAlreadyExistsException) this.#toRemove.delete(repositoryName);
      throw error;
    }
    return repositoryName;
  }
}
