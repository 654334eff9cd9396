import { useDesk } from "@/desk";
import { call, type Uid } from "@/ipc";

/** Bringing the made-up unit out to look at, and taking it away again. */
export function useSample() {
  const desk = useDesk();

  async function load(): Promise<Uid> {
    const uid = await call("load_sample", {});
    await desk.reload();
    return uid;
  }

  /** What is typed is stored first: the open report may be the user's own. */
  const remove = () =>
    desk.attempt(async () => {
      if (!(await desk.draft.flush())) return;
      await call("remove_sample", {});
      desk.dialog.value = null;
      await desk.letGo();
    });

  return { load, remove };
}
