import validators from '@fastify/ajv-compiler'
import serializers from '@fastify/fast-json-stringify-compiler'

/**
 * Fastify's own compilers of schemas, each of which works when a request first needs what it makes: compiling all of
 * them takes longer than opening the wiki.
 */
export function compiledWhenAsked() {
  return {
    buildValidator: lazily(validators()),
    buildSerializer: lazily(serializers()),
  }
}

type Made = (...given: never[]) => unknown

function lazily<S extends unknown[], R extends unknown[], M extends Made>(
  build: (...settings: S) => (...route: R) => M,
): (...settings: S) => (...route: R) => M {
  return (...settings) => {
    const compile = build(...settings)
    return (...route) => whenAsked(() => compile(...route))
  }
}

/** Stands for a function that is made when it is first called, or looked at: a validator carries what it found wrong. */
function whenAsked<M extends Made>(make: () => M): M {
  let made: M | undefined
  const compiled = () => (made ??= make())
  return new Proxy((() => {}) as unknown as M, {
    apply: (_, self, given) => Reflect.apply(compiled(), self, given),
    get: (_, key) => Reflect.get(compiled(), key),
  })
}
