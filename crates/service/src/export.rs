//! A DAO's history as static files: what a stranger, or a new host, needs.
use crate::log::serve;
use crate::{Result, Service};
use std::path::Path;
use tlog::tile::{TilePath, layout};

/// Writes checkpoint, tiles, bundles, payloads and trust of a log under `folder`; gives the
/// number of files.
pub async fn run(service: &Service, slug: &str, folder: &Path) -> Result<usize> {
    let (head, dao) = {
        let mut tx = service.read().await?;
        let head = serve::head(tx.as_mut(), slug).await?;
        let dao = tx.dao(&head.dao).await?.ok_or(crate::Error::NotFound)?;
        (head, dao)
    };
    let mut files = 0;
    let mut put = |path: String, bytes: &[u8]| -> Result<()> {
        let path = folder.join(path);
        let io =
            |error: std::io::Error| crate::Error::Internal(format!("{}: {error}", path.display()));
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(io)?;
        }
        std::fs::write(&path, bytes).map_err(io)?;
        files += 1;
        Ok(())
    };
    put("checkpoint".into(), head.checkpoint.as_bytes())?;
    let trust = serve::trust(service, &head, dao.chain_id)?;
    put("trust.json".into(), format!("{trust}\n").as_bytes())?;
    for tile in layout(head.size) {
        put(
            tile.format(),
            &serve::tile(service, slug, &tile.format()).await?,
        )?;
        if tile.level == Some(0) {
            let bundle = TilePath {
                level: None,
                ..tile
            }
            .format();
            put(bundle.clone(), &serve::tile(service, slug, &bundle).await?)?;
        }
    }
    let mut from = 0;
    while from < head.size {
        let to = (from + 512).min(head.size);
        let rows = service.read().await?.payloads(&head.dao, from, to).await?;
        for (_, act, json) in rows {
            put(
                format!("payload/{}.json", hex::encode(act)),
                json.as_bytes(),
            )?;
        }
        from = to;
    }
    Ok(files)
}
