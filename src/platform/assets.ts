import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { buildFolder } from './paths.ts'

export interface BuiltAssets {
  /** Addresses below `/assets/`, each with its content's hash in its name: cacheable for ever. */
  publicCss: string
  consoleCss: string
  privateCss: string
  islands: Readonly<Record<string, string>>
  /** What is served, by address. */
  files: ReadonlyMap<string, { type: string; bytes: Buffer }>
}

/** What visitors' pages are made with. */
export interface VisitorsAssets extends BuiltAssets {
  /** of a page in a frame, beside `publicCss`: always, and where the frame is light or dark by its address */
  framedCss: Readonly<Record<'always' | 'light' | 'dark', string>>
  /** the one file that is served without a hash in its address, because it stands in pages of others */
  embedScript: Uint8Array | undefined
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Reads all built files into memory, once per process. Without a build (tests) the names are plain and no file is there. */
export function readAssets(folder = buildFolder && path.join(buildFolder, 'assets')): VisitorsAssets {
  const manifestFile = folder && path.join(folder, 'manifest.json')
  const manifest: Record<string, string> =
    manifestFile && existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {}
  const address = (name: string) => `/assets/${manifest[name] ?? name}`
  const islands: Record<string, string> = {}
  for (const name of Object.keys(manifest)) {
    if (name.startsWith('islands/')) islands[path.basename(name, '.js')] = address(name)
  }
  const files = new Map<string, { type: string; bytes: Buffer }>()
  for (const file of folder ? globSync('**/*.{css,js,svg,woff2}', { cwd: folder }) : []) {
    files.set(`/assets/${file}`, {
      type: types[path.extname(file)]!,
      bytes: readFileSync(path.join(folder!, file)),
    })
  }
  return {
    publicCss: address('public.css'),
    consoleCss: address('console.css'),
    privateCss: address('private.css'),
    framedCss: {
      always: address('framed.css'),
      light: address('framed-light.css'),
      dark: address('framed-dark.css'),
    },
    embedScript: files.get(address('embed.js'))?.bytes,
    islands,
    files,
  }
}
