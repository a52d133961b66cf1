import * as pulumi from "@pulumi/pulumi";

/**
 * Collects the problems of a component's arguments and reports all of them at once.
 *
 * Only plain values can be checked; what is still unknown is left to the provider.
 */
export class ArgsCheck {
  readonly #component: pulumi.Resource;
  readonly #problems: string[] = [];

  constructor(component: pulumi.Resource) {
    this.#component = component;
  }

  /** Notes a problem unless `ok` holds. `path` is the argument as the user typed it. */
  expect(ok: boolean, path: string, problem: string): this {
    if (!ok) {
      this.#problems.push(`${path}: ${problem}`);
    }
    return this;
  }

  /** Notes the message of the RangeError that `attempt` throws, if it does. */
  attempt(path: string, attempt: () => unknown): this {
    try {
      attempt();
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
      this.#problems.push(`${path}: ${error.message}`);
    }
    return this;
  }

  /** Stops the program with one message that lists all the problems. */
  done(): void {
    if (this.#problems.length > 0) {
      throw new pulumi.ResourceError(this.#problems.join("\n"), this.#component, true);
    }
  }
}
