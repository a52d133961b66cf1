import type { Value } from "../judge/value.ts";
import { documentsOf } from "./talos/documents.ts";

/** The first document of a text in YAML or JSON; nothing where the value is no text, or holds no document. */
export function documentIn(text: Value): Value {
  const [document] = documentsOf(text.text() ?? "");
  return text.holding(document);
}
