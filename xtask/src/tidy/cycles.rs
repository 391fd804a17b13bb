//! Import cycles: no file of a package may import, directly or through others, a file that imports it.

use super::finding::Finding;
use super::syntax;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use syntax::{Import, Mention};

/// The longest chain of re-exports to follow.
const REEXPORTS: usize = 16;

/// A file of a package, parsed.
pub(super) struct Source {
    /// The path below the root of the repository.
    pub(super) path: String,
    pub(super) file: syn::File,
}

/// Finds the import cycles among the files of one package: one finding for each group of files that import each other.
pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let graph = Graph::new(sources);
    let edges = graph.edges();
    let reach: Vec<_> = (0..sources.len())
        .map(|file| reachable(file, &edges))
        .collect();
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for file in 0..sources.len() {
        let group: Vec<_> = (0..sources.len())
            .filter(|other| reach[file].contains(other) && reach[*other].contains(&file))
            .collect();
        if group.len() < 2 || !seen.insert(group.clone()) {
            continue;
        }
        let cycle = shortest_cycle(file, &edges);
        let line = edges[file][&cycle[1]];
        let paths: Vec<_> = cycle
            .iter()
            .map(|file| sources[*file].path.as_str())
            .collect();
        let message = format!(
            "import cycle of {} files: {}; move what both sides need to a file of its own",
            group.len(),
            paths.join(" -> ")
        );
        findings.push(Finding::new(&sources[file].path, line, message));
    }
    findings
}

/// The files that each file imports, with the line of the first import.
type Edges = Vec<BTreeMap<usize, usize>>;

/// Returns the files that can be reached from `start` by at least one import.
fn reachable(start: usize, edges: &Edges) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(file) = open.pop() {
        for next in edges[file].keys() {
            if reached.insert(*next) {
                open.push(*next);
            }
        }
    }
    reached
}

/// Returns a shortest path from `start` back to it. There must be one.
fn shortest_cycle(start: usize, edges: &Edges) -> Vec<usize> {
    let mut previous = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(file) = open.pop_front() {
        if edges[file].contains_key(&start) {
            let mut path = vec![start, file];
            let mut file = file;
            while file != start {
                file = previous[&file];
                path.push(file);
            }
            path.reverse();
            return path;
        }
        for next in edges[file].keys() {
            if *next != start && !previous.contains_key(next) {
                previous.insert(*next, file);
                open.push_back(*next);
            }
        }
    }
    vec![start, start]
}

/// A file as other files see it.
struct Module {
    path: Vec<String>,
    items: BTreeSet<String>,
    children: Vec<String>,
    imports: Vec<Import>,
    mentions: Vec<Mention>,
}

impl Module {
    fn new(source: &Source) -> Self {
        let path = syntax::module_of(&source.path);
        let mentions = syntax::read(&source.file, path.clone());
        Self {
            items: syntax::items(&source.file),
            children: mentions.children,
            imports: mentions.imports,
            mentions: mentions.paths,
            path,
        }
    }

    /// Returns a path as written in this file as a path from the root of the package; `None` if it starts in another package.
    fn absolute(&self, mention: &Mention) -> Option<Vec<String>> {
        if mention.is_local {
            return Some(mention.segments.clone());
        }
        let (first, rest) = mention.segments.split_first()?;
        let mut start = if self.children.contains(first) {
            let mut path = self.path.clone();
            path.push(first.clone());
            path
        } else {
            let mut imports = self.imports.iter();
            let import = imports.find(|import| import.is_local && import.name == *first)?;
            import.segments.clone()
        };
        start.extend_from_slice(rest);
        Some(start)
    }
}

struct Graph {
    modules: Vec<Module>,
    by_path: BTreeMap<Vec<String>, usize>,
}

impl Graph {
    fn new(sources: &[Source]) -> Self {
        let modules: Vec<_> = sources.iter().map(Module::new).collect();
        let paths = modules.iter().zip(0..);
        Self {
            by_path: paths
                .map(|(module, file)| (module.path.clone(), file))
                .collect(),
            modules,
        }
    }

    fn edges(&self) -> Edges {
        let modules = self.modules.iter().zip(0..);
        modules
            .map(|(module, file)| {
                let mut edges = BTreeMap::new();
                for mention in &module.mentions {
                    let target = module
                        .absolute(mention)
                        .and_then(|path| self.definition(&path, mention.is_glob, 0));
                    if let Some(target) = target
                        && target != file
                    {
                        edges.entry(target).or_insert(mention.line);
                    }
                }
                edges
            })
            .collect()
    }

    /// Returns the file that defines the item at a path, through re-exports. The path of a module alone is a dependency only
    /// if all of the module is imported.
    fn definition(&self, path: &[String], is_glob: bool, depth: usize) -> Option<usize> {
        let known = (0..=path.len()).rev();
        let (length, file) = known
            .filter_map(|length| Some((length, *self.by_path.get(&path[..length])?)))
            .next()?;
        let Some(name) = path.get(length) else {
            return is_glob.then_some(file);
        };
        let module = &self.modules[file];
        if module.items.contains(name) || depth == REEXPORTS {
            return Some(file);
        }
        let mut named = module.imports.iter().filter(|import| import.name == *name);
        let target = match named.next() {
            Some(import) => import,
            None => {
                let globs = module.imports.iter().filter(|import| import.is_glob);
                return globs
                    .filter_map(|glob| {
                        let mut inner = module.absolute(&glob.mention())?;
                        let file = *self.by_path.get(&inner)?;
                        inner.push(name.clone());
                        let found = self.definition(&inner, false, depth + 1)?;
                        let is_found = found != file || self.modules[file].items.contains(name);
                        is_found.then_some(found)
                    })
                    .next()
                    .or(Some(file));
            }
        };
        let mut absolute = module.absolute(&target.mention())?;
        // An import that names itself, such as that of a macro, is of this file.
        if absolute == path {
            return Some(file);
        }
        absolute.extend_from_slice(&path[length + 1..]);
        self.definition(&absolute, is_glob, depth + 1)
    }
}
