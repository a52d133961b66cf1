/** One object that breaks one policy. */
interface Refusal {
  readonly policy: string;
  readonly object: string;
  readonly message: string;
}

/** What an engine said: the messages for each refused pair of policy and object. */
export interface Verdicts {
  refused(policy: string, object: string): boolean;
  messages(policy: string, object: string): readonly string[];
}

/** Gathers what an engine refused. */
export function verdictsOf(refusals: readonly Refusal[]): Verdicts {
  const byPair = new Map<string, string[]>();
  for (const { policy, object, message } of refusals) {
    const pair = `${policy} ${object}`;
    byPair.set(pair, [...(byPair.get(pair) ?? []), message]);
  }
  const messages = (policy: string, object: string) => byPair.get(`${policy} ${object}`) ?? [];
  return { messages, refused: (policy, object) => messages(policy, object).length > 0 };
}
