/** The rooms of the window. Each page is a chunk of its own, read when it is first entered. */
import { type Component, defineAsyncComponent, markRaw } from "vue";

/**
 * A room: `key` is its fixed place among the tabs (Alt+1 … Alt+7), null for a room without a tab, which is
 * entered from another and stands `under` its tab.
 */
type Room = { tab: string; title: string; key: number | null; under?: string; page: Component };

const page = (load: () => Promise<{ default: Component }>) => markRaw(defineAsyncComponent(load));

export const ROOMS = {
  home: { tab: "首页", title: "首页", key: 1, page: page(() => import("@/rooms/home/Page.vue")) },
  draft: { tab: "撰写", title: "撰写台", key: 2, page: page(() => import("@/rooms/draft/Page.vue")) },
  figures: { tab: "数字", title: "数字", key: 3, page: page(() => import("@/rooms/figures/Page.vue")) },
  check: { tab: "检查", title: "检查结果", key: 5, page: page(() => import("@/rooms/check/Page.vue")) },
  compare: { tab: "对比", title: "年度对比", key: 6, page: page(() => import("@/rooms/compare/Page.vue")) },
  export: { tab: "导出", title: "预览与导出", key: 7, page: page(() => import("@/rooms/export/Page.vue")) },
  import: {
    tab: "",
    title: "核对导入",
    key: null,
    under: "home",
    page: page(() => import("@/rooms/import/Page.vue")),
  },
  rollforward: {
    tab: "",
    title: "续写",
    key: null,
    under: "home",
    page: page(() => import("@/rooms/rollforward/Page.vue")),
  },
  returned: {
    tab: "",
    title: "街道返回稿",
    key: null,
    under: "draft",
    page: page(() => import("@/rooms/returned/Page.vue")),
  },
} satisfies Record<string, Room>;

export type RoomName = keyof typeof ROOMS;

/** The tab that a room stands under. */
export function tabOf(name: RoomName): string {
  const room: Room = ROOMS[name];
  return room.under ?? name;
}

/** The rooms that have a tab, in their fixed order. */
export const TABS = (Object.keys(ROOMS) as RoomName[]).filter((name) => ROOMS[name].key !== null);
