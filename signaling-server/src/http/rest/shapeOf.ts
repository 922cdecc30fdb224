/** As much of JSON Schema as the document uses. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  required?: string[];
}

/** A schema as people read it: in the manner of a TypeScript type. */
export function shapeOf(schema: JsonSchema, indent = ''): string {
  const { $ref, type, format, anyOf, oneOf, items, properties, additionalProperties } = schema;
  if ($ref !== undefined) return $ref.split('/').at(-1) ?? $ref;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  const choices = anyOf ?? oneOf;
  if (choices) return choices.map((one) => shapeOf(one, indent)).join(' | ');
  if (Array.isArray(type)) return type.join(' | ');
  if (type === 'array') return items ? `Array<${shapeOf(items, indent)}>` : 'Array';
  if (type !== 'object') return format ?? type ?? 'anything';
  if (properties && Object.keys(properties).length > 0) {
    const inner = `${indent}  `;
    const lines = Object.entries(properties).map(([name, one]) => {
      const mark = schema.required?.includes(name) ? '' : '?';
      return `${inner}${name}${mark}: ${shapeOf(one, inner)}`;
    });
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  return typeof additionalProperties === 'object'
    ? `{ [name]: ${shapeOf(additionalProperties, indent)} }`
    : '{}';
}
