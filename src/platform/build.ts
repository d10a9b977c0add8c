/**
 * Turns the source into what the child processes and browsers run, in `<data>/build/<hash of everything that goes in>`:
 *   visitors/public.mjs             whole, packages and all: the only code that process may read
 *   staff/{office,private,worker,sandbox}.mjs  own code bundled, packages from node_modules
 *   assets/                         stylesheets and islands under content-hashed names, manifest.json
 *   migrations/                     the SQL as it was at the build
 */
import { build as bundle, type BuildOptions } from 'esbuild'
import { createHash, randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './paths.ts'

export interface Build {
  hash: string
  folder: string
  /** What `node` runs for each child. */
  publicEntry: string
  officeEntry: string
  privateEntry: string
  workerEntry: string
  /** The only folders that the public process may read. */
  publicFolders: string[]
}

/** Builds when this exact source was never built here; a ready build is reused. Safe to run twice at once. */
export async function build(dataDirectory: string, root = projectRoot): Promise<Build> {
  const hash = hashOfSource(root)
  const builds = path.join(dataDirectory, 'build')
  const folder = path.join(builds, hash)
  if (!existsSync(folder)) {
    const unfinished = path.join(builds, `.${hash}-${randomBytes(4).toString('hex')}`)
    mkdirSync(unfinished, { recursive: true, mode: 0o700 })
    try {
      await fill(root, unfinished)
      renameSync(unfinished, folder)
      forgetOldBuilds(builds)
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true })
      // another start was faster with the same source
      if (!existsSync(folder)) throw error
    }
  }
  const visitors = path.join(folder, 'visitors')
  return {
    hash,
    folder,
    publicEntry: path.join(visitors, 'public.mjs'),
    officeEntry: path.join(folder, 'staff/office.mjs'),
    privateEntry: path.join(folder, 'staff/private.mjs'),
    workerEntry: path.join(folder, 'staff/worker.mjs'),
    publicFolders: [visitors, path.join(folder, 'assets')],
  }
}

/** Keeps the three newest; whatever is younger than an hour may be another start at work. */
function forgetOldBuilds(builds: string): void {
  const age = (name: string) => Date.now() - statSync(path.join(builds, name)).mtimeMs
  const byAge = readdirSync(builds).toSorted((a, b) => age(a) - age(b))
  for (const name of byAge.slice(3)) {
    if (age(name) > 3_600_000) rmSync(path.join(builds, name), { recursive: true, force: true })
  }
}

function hashOfSource(root: string): string {
  const exclude = (file: string) => /\.test\.tsx?$/.test(file)
  const files = ['package.json', 'package-lock.json'].concat(
    globSync(['src/**/*.{ts,tsx,css,svg}', 'db/migrations/*.sql'], { cwd: root, exclude }).toSorted(),
  )
  const hash = createHash('sha256').update(root)
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)))
  return hash.digest('hex').slice(0, 16)
}

async function fill(root: string, folder: string): Promise<void> {
  const common: BuildOptions = {
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'silent',
  }
  const node: BuildOptions = {
    ...common,
    platform: 'node',
    target: 'node24',
    outExtension: { '.js': '.mjs' },
    sourcemap: 'linked',
    define: { WATCHLIGHT_PROJECT_ROOT: JSON.stringify(root) },
  }
  const staff = path.join(folder, 'staff')
  const parts = await Promise.allSettled([
    bundle({
      ...node,
      entryPoints: existing(root, { public: 'src/public.ts' }),
      outdir: path.join(folder, 'visitors'),
      external: ['pg-native', 'pg-cloudflare'],
      // packages in the older module format ask for `require`, which a module does not have
      banner: {
        js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
      },
    }),
    bundle({
      ...node,
      entryPoints: existing(root, {
        office: 'src/office.ts',
        private: 'src/private.ts',
        worker: 'src/worker.ts',
        sandbox: 'src/platform/sandbox/child.ts',
      }),
      outdir: staff,
      packages: 'external',
      splitting: true,
      chunkNames: 'shared-[hash]',
    }),
    buildAssets(root, path.join(folder, 'assets'), common),
  ])
  for (const part of parts) if (part.status === 'rejected') throw part.reason
  for (const made of ['visitors', 'staff']) mkdirSync(path.join(folder, made), { recursive: true })
  // Node looks for packages upwards from the file; the public process may not read here, so it cannot follow this
  symlinkSync(path.join(root, 'node_modules'), path.join(staff, 'node_modules'))
  const migrations = path.join(root, 'db/migrations')
  if (existsSync(migrations)) cpSync(migrations, path.join(folder, 'migrations'), { recursive: true })
}

function existing(root: string, entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file))))
}

async function buildAssets(root: string, folder: string, common: BuildOptions): Promise<void> {
  const islands: Record<string, string> = {}
  for (const file of globSync('src/*/islands/*.ts', {
    cwd: root,
    exclude: (name) => name.endsWith('.test.ts'),
  })) {
    const name = `islands/${path.basename(file, '.ts')}`
    if (islands[name]) throw new Error(`Two islands are called ${name}: ${islands[name]} and ${file}.`)
    islands[name] = file
  }
  const styles = existing(root, {
    public: 'src/ui/public.css',
    console: 'src/ui/console.css',
    private: 'src/ui/private.css',
    framed: 'src/ui/framed.css',
    'framed-light': 'src/ui/framed-light.css',
    'framed-dark': 'src/ui/framed-dark.css',
  })
  const scripts = existing(root, { embed: 'src/public/embeds/host-script.ts' })
  const manifest: Record<string, string> = {}
  for (const { format, entryPoints } of [
    { format: 'esm', entryPoints: { ...styles, ...islands } },
    // no module, and nothing of it may be a name of the page's: it runs as a plain script in pages of others
    { format: 'iife', entryPoints: scripts },
  ] as const) {
    const { metafile } = await bundle({
      ...common,
      format,
      entryPoints,
      outdir: folder,
      entryNames: '[dir]/[name]-[hash]',
      assetNames: '[name]-[hash]',
      loader: { '.svg': 'file', '.woff2': 'file' },
      platform: 'browser',
      target: ['firefox115', 'chrome109', 'safari16'],
      minify: true,
      metafile: true,
    })
    for (const [output, { entryPoint }] of Object.entries(metafile.outputs)) {
      const name = Object.entries(entryPoints).find(([, file]) => file === entryPoint)?.[0]
      if (name) manifest[name + path.extname(output)] = path.relative(folder, path.resolve(root, output))
    }
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest, undefined, 2))
}
