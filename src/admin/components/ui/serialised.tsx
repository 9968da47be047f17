/** A value as JSON brings it: times are texts. */
export type Serialised<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Item)[]
    ? Serialised<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: Serialised<Value[Key]> }
      : Value;
