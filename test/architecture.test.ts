/** The shape of the source, checked: who may import whom, what no file may do, and that no test is switched off. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { modules } from '../src/modules.ts'

const root = path.resolve(import.meta.dirname, '..')
const code = globSync('{src,test,e2e,bench}/**/*.{ts,tsx,mjs,css}', { cwd: root }).toSorted()
const source = code.filter((file) => file.startsWith('src/'))
const text = new Map(code.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const order = modules as readonly string[]

/** Below everything: they know no case, campaign or supporter. */
const ground = ['platform', 'ui']

/** The programs: they may use every door of every module. */
const composers = ['commands', 'demo', 'public', 'office', 'worker']

interface Import {
  file: string
  /** Path below src/ of what is imported. */
  target: string
}

function importsOf(file: string): Import[] {
  const found = text
    .get(file)!
    .matchAll(
      /(?:^|[\s;}])(?:import|export)\b[^'"`;=(]*?['"]([.#][^'"]*)['"]|import\(\s*['"]([.#][^'"]*)['"]\s*\)/g,
    )
  return [...found].map((match) => {
    const written = (match[1] ?? match[2])!
    const target = written.startsWith('#')
      ? written.slice(1)
      : path.relative('src', path.join(path.dirname(file), written))
    return { file, target }
  })
}

const folderOf = (below: string) => (below.includes('/') ? below.split('/')[0]! : '')
const imports = source.filter((file) => !file.endsWith('.css')).flatMap(importsOf)
const shown = ({ file, target }: Import) => `${file} imports ${target}`

test('every folder of src is a module in modules.ts, ground, or a program made of them', () => {
  const folders = new Set(source.map((file) => folderOf(file.slice(4))).filter(Boolean))
  expect([...folders].filter((folder) => ![...order, ...ground, ...composers].includes(folder))).toEqual([])
})

test('imports point at files that exist, with their ending', () => {
  const missing = imports.filter(
    ({ file, target }) => !isTest(file) && !existsSync(path.join(root, 'src', target)),
  )
  expect(missing.map(shown)).toEqual([])
})

test('platform and ui import no module, and platform no ui', () => {
  const wrong = imports.filter(({ file, target }) => {
    const from = folderOf(file.slice(4))
    if (isTest(file) || !ground.includes(from)) return false
    return order.includes(folderOf(target)) || (from === 'platform' && folderOf(target) === 'ui')
  })
  expect(wrong.map(shown)).toEqual([])
})

test('a module imports only modules that stand before it, and only through their door', () => {
  const wrong = imports.filter(({ file, target }) => {
    const [from, to] = [folderOf(file.slice(4)), folderOf(target)]
    if (isTest(file) || !order.includes(from) || !order.includes(to) || from === to) return false
    return order.indexOf(to) > order.indexOf(from) || target !== `${to}/index.ts`
  })
  expect(wrong.map(shown)).toEqual([])
})

test('modules do not import the programs that are composed of them', () => {
  const wrong = imports.filter(({ file, target }) => {
    const from = folderOf(file.slice(4))
    if (isTest(file) || ![...order, ...ground].includes(from)) return false
    return composers.includes(folderOf(target)) || (folderOf(target) === '' && target !== 'modules.ts')
  })
  expect(wrong.map(shown)).toEqual([])
})

test('only the configuration reads the environment', () => {
  const readers = source.filter((file) => /process\.env\b|process\[['"]env/.test(text.get(file)!))
  expect(readers.filter((file) => !isTest(file))).toEqual(['src/platform/config.ts'])
})

test('no file is longer than 400 lines', () => {
  const long = code.filter((file) => text.get(file)!.split('\n').length > 401)
  expect(long).toEqual([])
})

test('no file or folder has a name that could mean anything', () => {
  const vague = /(^|[/.-])(utils?|helpers?|common|misc|managers?|services?)([/.-]|$)/i
  expect(code.filter((file) => vague.test(file))).toEqual([])
})

test('nothing is left for later, and no test is switched off', () => {
  const open = new RegExp(['\\bTO', 'DO\\b|\\bFIX', 'ME\\b|\\bXXX\\b'].join(''))
  const off = /\b(?:test|it|describe)\.(?:skip|only|todo|fixme|skipIf|runIf)\b/
  expect(code.filter((file) => open.test(text.get(file)!))).toEqual([])
  expect(code.filter((file) => /\.(test|spec)\.tsx?$/.test(file) && off.test(text.get(file)!))).toEqual([])
})

const languages = ['ar']
const messageFiles = globSync('src/**/locales/*.ts', { cwd: root }).filter((file) => !isTest(file))

test('every message stands in every language', async () => {
  const differences: string[] = []
  for (const english of messageFiles.filter((file) => path.basename(file) === 'en.ts')) {
    const wanted = await messagesOf(english)
    for (const language of languages) {
      const other = path.join(path.dirname(english), `${language}.ts`)
      const found = existsSync(path.join(root, other)) ? await messagesOf(other) : []
      for (const key of wanted) if (!found.includes(key)) differences.push(`${other} lacks ${key}`)
      for (const key of found) if (!wanted.includes(key)) differences.push(`${other} has ${key} too many`)
    }
  }
  expect(differences).toEqual([])
})

async function messagesOf(file: string): Promise<string[]> {
  const exported = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, object>
  return Object.values(exported).flatMap((value) => (typeof value === 'object' ? Object.keys(value) : []))
}

test('pages carry no inline style and no inline script', () => {
  const inline = /\sstyle=[{"']|\son[a-z]+=[{"']|dangerouslySetInnerHTML.*script/
  expect(source.filter((file) => file.endsWith('.tsx') && inline.test(text.get(file)!))).toEqual([])
})
