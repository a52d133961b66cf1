import { sweepLostAnswers, typeOf } from "./lost-answers.ts";

describe("a creation whose answer is lost", () => {
  it("leaves nothing twice, and is either made up for by a second up or refused by it, for one of each type", async function () {
    this.timeout(600_000);
    await sweepLostAnswers((creations) => {
      const first = new Map(creations.map((call) => [typeOf(call), call] as const).reverse());
      return [...first.values()];
    });
  });
});
