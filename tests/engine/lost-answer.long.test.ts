import { sweepLostAnswers } from "./lost-answers.ts";

describe("any creation whose answer is lost", () => {
  it("leaves nothing twice, and is either made up for by a second up or refused by it", async function () {
    this.timeout(3_600_000);
    await sweepLostAnswers((creations) => creations);
  });
});
