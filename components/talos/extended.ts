import * as pulumi from "@pulumi/pulumi";

/** An input with something more in it. What is known at once stays so, for policies that judge it and for previews that show it. */
export function extended<T extends object>(
  given: pulumi.Input<T> | undefined,
  extend: (value: Partial<pulumi.Unwrap<T>> | Partial<T>) => object,
): pulumi.Input<object> {
  return given instanceof Promise || pulumi.Output.isInstance(given)
    ? pulumi.output(given).apply(extend)
    : extend(given ?? {});
}
