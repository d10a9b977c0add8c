import { lantern } from './cast.ts'
import { lighthouse, riverDesk, tasks } from './partners.ts'
import type { Story } from './world.ts'

/** In the room one organisation asks another; whose people do it is that one's own word. */
export async function askEachOther(story: Story): Promise<void> {
  const { steps } = story
  const [wanjiru, salma] = [steps.must('Wanjiru', story.wanjiru), steps.must('Salma', story.salma)]
  const at = `${steps.must('the case', story.caseHref)}/coalition/tasks`
  const ask = async (title: string, of: string) => {
    const forId = (await salma.open(at)).choice(of) ?? ''
    await salma.fill(at, { form: /\/tasks$/, type: { title, forId } })
  }
  await ask(tasks.done, lighthouse.organisation)
  await ask(tasks.left, riverDesk.organisation)
  const today = await wanjiru.open('/')
  steps.check(
    `what ${riverDesk.organisation} asks stands on Today of ${lighthouse.organisation}, by code name`,
    today.says(`${lantern.code}: a task of the coalition`) && !today.says(tasks.done),
    today.text,
  )
  const task = await wanjiru.follow(await wanjiru.open(at), tasks.done)
  await wanjiru.fill(task.path, { form: task.path, press: 'I take it' })
  const done = await wanjiru.fill(task.path, { form: task.path, press: 'Mark as done' })
  steps.check(
    `${wanjiru.name} takes it and does it, and both stay in its history`,
    done.says('took it') && done.says('marked it as done'),
    done.text,
  )
}
