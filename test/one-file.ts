import { build } from 'esbuild'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A script of this folder as one file instead of hundreds: a life that a test will kill begins in a fifth of the time. */
export async function oneFile(name: string): Promise<string> {
  const script = path.join(root, `node_modules/.cache/watchlight/${name}-${process.pid}.mjs`)
  await build({
    entryPoints: [path.join(root, `test/${name}.ts`)],
    outfile: script,
    ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', target: 'node24' },
    ...{ jsx: 'automatic', jsxImportSource: 'hono/jsx', logLevel: 'error' },
  })
  afterAll(() => rmSync(script, { force: true }))
  return script
}
