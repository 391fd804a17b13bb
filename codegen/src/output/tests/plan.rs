use crate::output::apply::apply_with;
use crate::output::{Change, HEADER, OutputError, Ownership, Plan, Rendered};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

fn generated(path: &str, body: &str) -> Rendered {
    Rendered {
        path: path.to_owned(),
        text: format!("{HEADER}pets.yaml.\n{body}"),
        ownership: Ownership::Generated,
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room for a folder")
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("it has a parent")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}

/// Every file below a folder with its text.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is a folder") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("it is below the root");
                let text = fs::read_to_string(&path).expect("it is text");
                files.insert(name.to_string_lossy().into_owned(), text);
            }
        }
    }
    files
}

fn names(root: &Path) -> Vec<String> {
    tree(root).into_keys().collect()
}

fn plan(root: &Path, files: &[Rendered]) -> Plan {
    Plan::new(root, files.to_vec()).expect("the folder can be read")
}

fn apply(root: &Path, files: &[Rendered]) -> Plan {
    let plan = plan(root, files);
    plan.apply().expect("the folder can be written");
    plan
}

fn changes(plan: &Plan) -> Vec<(&str, Change)> {
    plan.entries()
        .iter()
        .map(|entry| (entry.path(), entry.change()))
        .collect()
}

#[test]
fn a_missing_folder_is_created_whole() {
    let folder = folder();
    let root = folder.path().join("deep/client");
    let files = [
        generated("src/types/pet.rs", "a"),
        Rendered::create_only("Cargo.toml", "b"),
    ];
    let plan = apply(&root, &files);
    assert_eq!(
        changes(&plan),
        [
            ("Cargo.toml", Change::Created),
            ("src/types/pet.rs", Change::Created)
        ]
    );
    assert_eq!(names(&root), ["Cargo.toml", "src/types/pet.rs"]);
    assert_eq!(
        names(folder.path()).len(),
        2,
        "nothing is left beside the folder"
    );
}

#[test]
fn only_what_differs_is_written() {
    let folder = folder();
    let root = folder.path();
    let old = [generated("src/a.rs", "a"), generated("src/b/b.rs", "b")];
    apply(root, &old);
    let long_ago = SystemTime::now() - Duration::from_secs(1_000_000);
    for name in ["src/a.rs", "src/b/b.rs"] {
        let file = fs::File::options().append(true).open(root.join(name));
        file.and_then(|file| file.set_modified(long_ago))
            .expect("times can be set");
    }
    let modified = |name: &str| {
        fs::metadata(root.join(name))
            .and_then(|data| data.modified())
            .ok()
    };

    let same = apply(root, &old);
    assert!(same.is_current());
    assert_eq!(same.diff(""), "");
    assert_eq!(modified("src/a.rs"), Some(long_ago));

    let new = [
        generated("src/a.rs", "A"),
        generated("src/b/b.rs", "b"),
        generated("src/c.rs", "c"),
    ];
    let plan = apply(root, &new);
    assert_eq!(
        changes(&plan),
        [
            ("src/a.rs", Change::Changed),
            ("src/b/b.rs", Change::Unchanged),
            ("src/c.rs", Change::Created),
        ]
    );
    assert_ne!(modified("src/a.rs"), Some(long_ago));
    assert_eq!(modified("src/b/b.rs"), Some(long_ago));
    assert_eq!(tree(root).get("src/a.rs"), Some(&new[0].text));
    assert_eq!(names(root), ["src/a.rs", "src/b/b.rs", "src/c.rs"]);
}

#[test]
fn a_file_with_another_text_is_changed_whatever_its_length() {
    let folder = folder();
    let file = generated("src/a.rs", "one\n");
    for text in [
        String::new(),
        file.text.replace("one\n", ""),
        file.text.replace("one", "two"),
        file.text.clone() + "\n",
        file.text.repeat(3),
    ] {
        write(folder.path(), &file.path, &text);
        let plan = plan(folder.path(), std::slice::from_ref(&file));
        assert_eq!(changes(&plan), [("src/a.rs", Change::Changed)], "{text:?}");
    }
}

#[test]
fn a_stale_file_is_removed_only_below_src_and_only_with_the_header() {
    let folder = folder();
    let root = folder.path();
    apply(
        root,
        &[
            generated("src/a.rs", "a"),
            generated("src/old/deep/b.rs", "b"),
        ],
    );
    write(root, "src/mine.rs", "// mine\n");
    write(root, "src/old/mine.txt", "mine");
    write(root, "examples/b.rs", &generated("", "b").text);
    let plan = apply(root, &[generated("src/a.rs", "a")]);
    assert_eq!(
        changes(&plan),
        [
            ("src/a.rs", Change::Unchanged),
            ("src/old/deep/b.rs", Change::Removed)
        ]
    );
    assert_eq!(
        names(root),
        [
            "examples/b.rs",
            "src/a.rs",
            "src/mine.rs",
            "src/old/mine.txt"
        ]
    );
    assert!(
        !root.join("src/old/deep").exists(),
        "an empty folder goes too"
    );
}

#[test]
fn files_are_moved_one_by_one_if_folders_cannot_be_exchanged() {
    let folder = folder();
    let root = folder.path();
    apply(
        root,
        &[
            generated("src/a.rs", "a"),
            generated("src/old/deep/b.rs", "b"),
        ],
    );
    write(root, "src/mine.rs", "// mine\n");
    let files = [generated("src/a.rs", "A"), generated("src/new/c.rs", "c")];
    let plan = plan(root, &files);
    apply_with(&plan, |_, _| Err(std::io::ErrorKind::Unsupported.into()))
        .expect("the folder can be written");
    assert_eq!(names(root), ["src/a.rs", "src/mine.rs", "src/new/c.rs"]);
    assert_eq!(tree(root).get("src/a.rs"), Some(&files[0].text));
    assert!(!root.join("src/old").exists(), "empty folders go too");
}

#[test]
fn everything_may_be_removed() {
    let folder = folder();
    apply(folder.path(), &[generated("src/a.rs", "a")]);
    let plan = apply(folder.path(), &[]);
    assert_eq!(changes(&plan), [("src/a.rs", Change::Removed)]);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_file_of_the_user_is_written_once_and_then_kept() {
    let folder = folder();
    let root = folder.path();
    let files = [
        Rendered::create_only("Cargo.toml", "first"),
        generated("src/a.rs", "a"),
    ];
    apply(root, &files);
    write(root, "Cargo.toml", "edited");
    let plan = apply(root, &files);
    assert_eq!(
        changes(&plan),
        [
            ("Cargo.toml", Change::Kept),
            ("src/a.rs", Change::Unchanged)
        ]
    );
    assert!(plan.is_current());
    fs::remove_file(root.join("Cargo.toml")).expect("it can be removed");
    apply(root, &files);
    assert_eq!(
        tree(root).get("Cargo.toml").map(String::as_str),
        Some("first")
    );
}

#[test]
fn a_path_that_could_leave_the_folder_is_refused() {
    let folder = folder();
    for path in [
        "../x",
        "src/../../x",
        "/etc/x",
        "",
        "a//b",
        "a/",
        "./a",
        "C:/x",
        "a\\..\\b",
        "a\0b",
        "a\nb",
    ] {
        let error = Plan::new(folder.path(), vec![generated(path, "")]).expect_err(path);
        assert!(
            matches!(&error, OutputError::Path { path: named, .. } if named == path),
            "{error}"
        );
    }
    assert!(names(folder.path()).is_empty());
}

#[test]
fn two_files_of_one_path_are_refused_whatever_their_case() {
    let files = vec![generated("src/a.rs", ""), generated("src/A.rs", "")];
    let error = Plan::new("nowhere", files).expect_err("they are one file on some systems");
    assert!(error.to_string().contains("same path"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let folder = folder();
    let outside = folder.path().join("outside");
    let root = folder.path().join("client");
    fs::create_dir_all(&outside).expect("it can be made");
    fs::create_dir_all(root.join("src")).expect("it can be made");
    std::os::unix::fs::symlink(&outside, root.join("src/types")).expect("links can be made");
    let error = Plan::new(&root, vec![generated("src/types/a.rs", "")]).expect_err("it leads out");
    assert!(error.to_string().contains("symbolic link"), "{error}");

    write(&outside, "mine.rs", &generated("", "").text);
    apply(&root, &[generated("src/a.rs", "a")]);
    assert!(
        root.join("src/types").is_symlink(),
        "a link of the user's stays"
    );
    assert!(outside.join("mine.rs").exists());
}

#[cfg(unix)]
#[test]
fn a_link_instead_of_a_file_is_refused_whatever_its_target() {
    let folder = folder();
    let files = [generated("src/a.rs", "a"), generated("src/b/c.rs", "c")];
    apply(folder.path(), &files);
    for file in files.iter().map(|file| folder.path().join(&file.path)) {
        let aside = folder.path().join("aside");
        fs::rename(&file, &aside).expect("it can be moved");
        std::os::unix::fs::symlink(&aside, &file).expect("links can be made");
        let error = Plan::new(folder.path(), files.to_vec()).expect_err("it is a link");
        assert!(error.to_string().contains("symbolic link"), "{error}");
        fs::rename(&aside, &file).expect("it can be moved back");
    }
}

#[cfg(unix)]
#[test]
fn sources_that_are_a_link_stay_one() {
    let folder = folder();
    let real = folder.path().join("real");
    let root = folder.path().join("client");
    write(&real, "a.rs", &generated("", "old").text);
    fs::create_dir_all(&root).expect("it can be made");
    std::os::unix::fs::symlink(&real, root.join("src")).expect("links can be made");
    apply(&root, &[generated("src/a.rs", "new")]);
    assert!(root.join("src").is_symlink());
    assert_eq!(tree(&real).get("a.rs"), Some(&generated("", "new").text));
}

#[test]
fn the_staging_folder_of_a_killed_run_is_removed() {
    let folder = folder();
    let root = folder.path();
    let mark = "# Files that apicrate is about to move into place.\n*\n";
    // The second run has nothing to write.
    for _ in 0..2 {
        write(root, ".codegen-staged/.gitignore", mark);
        write(root, ".codegen-staged/crate/src/half.rs", "ha");
        apply(root, &[generated("src/a.rs", "a")]);
        assert_eq!(names(root), ["src/a.rs"]);
    }
}

#[test]
fn a_folder_of_the_user_is_never_removed() {
    let folder = folder();
    let root = folder.path();
    write(root, ".codegen-staged/crate/src/mine.rs", "mine");
    let plan = Plan::new(root, vec![generated("src/a.rs", "a")]).expect("it can be planned");
    assert!(plan.apply().is_err());
    assert_eq!(names(root), [".codegen-staged/crate/src/mine.rs"]);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_that_names_it() {
    let folder = folder();
    write(folder.path(), "file", "");
    let root = folder.path().join("file/client");
    let error = Plan::new(&root, vec![generated("src/a.rs", "a")])
        .and_then(|plan| plan.apply())
        .expect_err("a file is no folder");
    assert!(error.to_string().contains("file"), "{error}");
}

#[test]
fn generated_files_are_distinguished_from_others() {
    let folder = folder();
    write(folder.path(), "src/a.rs", "fn main() {}\n");
    write(folder.path(), "src/b.rs", &generated("", "old").text);
    let plan = plan(
        folder.path(),
        &[generated("src/a.rs", "a"), generated("src/b.rs", "b")],
    );
    let foreign: Vec<_> = plan
        .entries()
        .iter()
        .filter(|entry| entry.overwrites_foreign())
        .map(crate::output::Entry::path)
        .collect();
    assert_eq!(foreign, ["src/a.rs"]);
}

#[test]
fn the_diff_shows_old_and_new_lines_of_every_change() {
    let folder = folder();
    let root = folder.path();
    apply(
        root,
        &[
            generated("src/a.rs", "one\ntwo\n"),
            generated("src/b.rs", "gone\n"),
        ],
    );
    let plan = plan(
        root,
        &[
            generated("src/a.rs", "one\n2\n"),
            generated("src/c.rs", "new\n"),
        ],
    );
    let expected = "\
--- a/src/a.rs
+++ b/src/a.rs
@@ -1,3 +1,3 @@
 // @generated by apicrate pets.yaml.
 one
-two
+2
--- a/src/b.rs
+++ /dev/null
@@ -1,2 +0,0 @@
-// @generated by apicrate pets.yaml.
-gone
--- /dev/null
+++ b/src/c.rs
@@ -0,0 +1,2 @@
+// @generated by apicrate pets.yaml.
+new
";
    assert_eq!(plan.diff(""), expected);
    let below = plan.diff("clients/pets/");
    assert!(below.starts_with("--- a/clients/pets/src/a.rs\n+++ b/clients/pets/src/a.rs\n"));
    assert!(below.contains("--- /dev/null\n+++ b/clients/pets/src/c.rs\n"));
    assert_eq!(
        plan.summary().to_string(),
        "created 1, changed 1, removed 1"
    );
    assert_eq!(names(root), ["src/a.rs", "src/b.rs"], "nothing was written");
}

#[test]
fn a_module_is_written_into_an_existing_package_and_nothing_else_of_it_is_changed() {
    let folder = folder();
    let root = folder.path();
    let present = Rendered::must_exist(
        "Cargo.toml",
        "[package]\nname = \"a\"\n\n[dependencies]\nb = \"1\"\n",
    );
    let module = [
        generated("src/api/pets/mod.rs", "mod old;"),
        generated("src/api/pets/types/old.rs", ""),
        present.clone(),
    ];
    let missing = Plan::new(root, module.to_vec());
    assert!(
        matches!(missing, Err(OutputError::Missing { path }) if path == root.join("Cargo.toml"))
    );

    write(root, "Cargo.toml", "[package]\nname = \"shop\"\n");
    write(root, "src/lib.rs", "mod api;\n");
    let other = generated("src/api/cats/mod.rs", "");
    write(root, &other.path, &other.text);
    let plan = apply(root, &module);
    assert_eq!(plan.missing_in_manifest(), "[dependencies]\nb = \"1\"\n");
    write(root, "src/api/pets/mine.rs", "// Mine.\n");

    let plan = apply(root, &[generated("src/api/pets/mod.rs", ""), present]);
    assert_eq!(
        changes(&plan),
        [
            ("Cargo.toml", Change::Kept),
            ("src/api/pets/mod.rs", Change::Changed),
            ("src/api/pets/types/old.rs", Change::Removed),
        ]
    );
    assert_eq!(
        names(root),
        [
            "Cargo.toml",
            "src/api/cats/mod.rs",
            "src/api/pets/mine.rs",
            "src/api/pets/mod.rs",
            "src/lib.rs",
        ]
    );
    assert_eq!(tree(root)["Cargo.toml"], "[package]\nname = \"shop\"\n");
}
