/** Which functions of the source write to the database, which leave an event, and who calls whom: read from the text. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../src/platform/paths.ts'

export interface Fn {
  /** `src/cases/team.ts: addToTeam` */
  name: string
  body: string
  calls: Fn[]
  /** permissions that it asks for */
  verbs: string[]
  writes: boolean
  records: boolean
}

const start = /^(?:export )?(?:default )?(?:(?:async )?function\*? (\w+)|const (\w+)\b)/gm
const writing =
  /\.(?:insertInto|updateTable|deleteFrom)\(|\binsert into (?!events)|\bdelete from |\bupdate [\w.]+(?: \w+)? set |\bwl\.(?:open_case|erase_case|end_sessions|leave_teams|adopt_case|stop_broadcasts|stop_broadcasts_of|start_joint_broadcast|stop_joint_broadcast|pause_broadcasts|end_quiet_of_broadcasts|answer_invitation|revoke_invitation|confirm_invitation|name_in_public|hand_over_lead|speak_for|end_membership|stop_letters_of_others|requeue_tests_of_others|hold_burst_of_others|report_wrong_number|end_person_indexes|end_voice|take_signature_back|look_again)\(/
const recording = /\brecord(?:All)?\(\s*tx/
const asking = /mustBeAllowed\(\s*(?:tx|\{[^{}]*\}),\s*'([^']+)'/g

/** @param sources text by path */
export function graphOf(sources: ReadonlyMap<string, string>): Fn[] {
  const files = [...sources].map(([file, text]) => ({ file, functions: split(file, text) }))
  // two files may each have a function of a name; whoever imports it may mean either
  const everywhere = new Map<string, Fn[]>()
  for (const { functions } of files)
    for (const [name, fn] of functions) everywhere.set(name, [...(everywhere.get(name) ?? []), fn])
  for (const { functions } of files)
    for (const [own, fn] of functions) {
      // a member of something, like `row.answer,`, is a value and no function of that name
      const called = [...fn.body.matchAll(/\b(\w+)\(|(?<!\w|(?<!\.\.)\.)(\w+)(?=[,)\]])/g)].map(
        ([, a, b]) => a ?? b!,
      )
      const found = new Set(
        called
          .filter((name) => name !== own)
          .flatMap((name) => functions.get(name) ?? everywhere.get(name) ?? []),
      )
      fn.calls = [...found].filter((one) => one !== fn)
    }
  return files.flatMap(({ functions }) => [...functions.values()])
}

function split(file: string, text: string): Map<string, Fn> {
  const starts = [...text.matchAll(start)]
  const functions = new Map<string, Fn>()
  for (const [i, match] of starts.entries()) {
    const name = match[1] ?? match[2]!
    const body = text
      .slice(match.index + match[0].length, starts[i + 1]?.index)
      .replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '')
    functions.set(name, {
      ...{ name: `${file}: ${name}`, body, calls: [] },
      verbs: [...body.matchAll(asking)].map(([, verb]) => verb!),
      writes: writing.test(body),
      records: recording.test(body),
    })
  }
  return functions
}

/** Whether this holds for the function or anything that it calls, at any depth. */
export function reaches(fn: Fn, holds: (one: Fn) => boolean, seen = new Set<Fn>()): boolean {
  if (seen.has(fn)) return false
  seen.add(fn)
  return holds(fn) || fn.calls.some((one) => reaches(one, holds, seen))
}

/** The application's source without tests, platform and the demo. */
export function readSources(): Map<string, string> {
  const files = globSync('src/*/**/*.{ts,tsx}', {
    cwd: projectRoot,
    exclude: (file) => /\.test\.tsx?$|^src\/(platform|demo|ui|commands|public)\b/.test(file),
  })
  return new Map(files.toSorted().map((file) => [file, readFileSync(path.join(projectRoot, file), 'utf8')]))
}
